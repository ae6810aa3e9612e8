// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/plancookies.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

QByteArray cookieLine(const CrawlPlan::Cookie &cookie, const QList<WebUrl> &seeds)
{
    const auto isOpen = [domain = cookie.domain.toLower()](const WebUrl &seed) {
        const QUrl url = seed.toQUrl();
        const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
        return url.scheme() == "http"_L1 && (host == domain || host.endsWith('.' + domain));
    };
    const bool isSecure = std::ranges::none_of(seeds, isOpen);
    return cookie.name + '=' + cookie.value + "; Path=/" + (isSecure ? "; Secure" : "");
}

} // namespace sluice::core
