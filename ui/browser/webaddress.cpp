// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/webaddress.h"

#include "core/url/address.h"
#include "core/url/weburl.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::ui::WebAddress", text);
}

bool isWeb(const QString &scheme)
{
    return scheme == "http"_L1 || scheme == "https"_L1;
}

} // namespace

core::Result<QUrl, QString> typedAddress(const QString &typed)
{
    const auto url = core::WebUrl::parse(core::completedAddress(typed).toUtf8());
    if (!url && url.error().kind == core::UrlFault::OtherScheme)
        return tl::unexpected(words(QT_TRANSLATE_NOOP("sluice::ui::WebAddress",
                                                      "The browser shows http: and https: addresses and no others.")));
    if (!url)
        return tl::unexpected(url.error().detail);
    if (url->hasCredentials())
        return tl::unexpected(words(QT_TRANSLATE_NOOP(
            "sluice::ui::WebAddress", "The address has a user name or a password in it; leave them out: the browser "
                                      "asks for them when the site does.")));
    QUrl found = url->toQUrl();
    if (const qsizetype at = typed.indexOf(u'#'); at >= 0)
        found.setFragment(typed.mid(at + 1).trimmed());
    return found;
}

bool isReachable(const QUrl &url, bool isMainFrame)
{
    const QString scheme = url.scheme();
    if (isWeb(scheme))
        return true;
    if (scheme == "about"_L1)
        return url.path() == "blank"_L1 || url.path() == "srcdoc"_L1;
    if (scheme == "blob"_L1)
        return isWeb(QUrl(url.path()).scheme());
    return !isMainFrame && scheme == "data"_L1;
}

bool isLoadable(const QUrl &url)
{
    const QString scheme = url.scheme();
    return isReachable(url, false) || scheme == "ws"_L1 || scheme == "wss"_L1 || scheme == "blob"_L1;
}

QString siteOf(const QUrl &url)
{
    return u"%1://%2:%3"_s.arg(url.scheme(), url.host()).arg(url.port(url.scheme() == "https"_L1 ? 443 : 80));
}

} // namespace sluice::ui
