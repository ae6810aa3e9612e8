// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/schemeguard.h"

#include "ui/browser/webaddress.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

void SchemeGuard::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    const QString scheme = info.requestUrl().scheme();
    // The developer tools are pages of Chromium's own; pages of the web cannot lead there (WebPage refuses to go).
    const bool isOfTools = scheme == "devtools"_L1 && info.firstPartyUrl().scheme() == "devtools"_L1;
    if (!isOfTools && !isLoadable(info.requestUrl()))
        info.block(true);
}

} // namespace sluice::ui
