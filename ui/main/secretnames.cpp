// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/secretnames.h"

#include "core/proxy/proxyaddress.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::ui {

QStringList secretNames(const core::CrawlSpec &spec)
{
    QStringList names;
    for (const core::SpecHeader &header : spec.headers) {
        if (header.value.startsWith("secret:"_L1))
            names.append(header.value.mid(7));
    }
    for (const core::SpecCookie &cookie : spec.cookies)
        names.append(cookie.secret);
    for (const core::SpecLogin &login : spec.logins)
        names.append(login.secretName());
    const QUrl proxy(spec.proxy);
    if (!proxy.userName().isEmpty())
        names.append(core::secretNameOf(
            {core::ProxyType::Http, proxy.userName(QUrl::FullyDecoded), proxy.host(), quint16(proxy.port())}));
    names.removeDuplicates();
    return names;
}

} // namespace sluice::ui
