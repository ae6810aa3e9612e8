// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/cookiehandover.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// A secret's name may have so many characters.
constexpr qsizetype longestName = 200;

} // namespace

QList<core::SpecCookie> handOver(const QList<QNetworkCookie> &cookies, const QUrl &url, core::SecretDesk &secrets)
{
    QList<core::SpecCookie> named;
    for (const QNetworkCookie &cookie : cookies) {
        const QString name = QString::fromUtf8(cookie.name());
        const QString secret = u"cookie %1@%2"_s.arg(name, url.host());
        if (name.isEmpty() || secret.size() > longestName)
            continue;
        secrets.keepForSession(secret, cookie.value()); // nobody asked for more
        named.append({name, secret, url.host()});
    }
    return named;
}

} // namespace sluice::ui
