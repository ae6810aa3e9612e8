// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/browseridentity.h"

#include "core/net/useragents.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

bool isSocks(const QUrl &url)
{
    return url.scheme() == "socks5"_L1;
}

int portOf(const QUrl &url)
{
    return url.port(isSocks(url) ? 1080 : 8080);
}

} // namespace

BrowserIdentity identityOf(const core::CrawlSpec &spec)
{
    BrowserIdentity identity;
    if (spec.seeds.isEmpty())
        return identity;
    const QString agent = spec.userAgents.value(0);
    const auto preset = core::userAgentPreset(agent);
    identity.userAgent = preset            ? QString::fromLatin1(preset->userAgent)
                         : agent.isEmpty() ? QString::fromLatin1(core::honestUserAgent())
                                           : agent;
    for (const core::SpecHeader &header : spec.headers) {
        if (header.name.compare("accept-language"_L1, Qt::CaseInsensitive) == 0 &&
            !header.value.startsWith("secret:"_L1))
            identity.language = header.value;
    }
    identity.proxy = spec.proxy;
    return identity;
}

QNetworkProxy proxyOf(const QString &address)
{
    if (address.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QUrl url(address, QUrl::StrictMode);
    return {isSocks(url) ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(), quint16(portOf(url))};
}

QString proxyProblem(const QString &address)
{
    if (address == "pool"_L1)
        return QCoreApplication::translate(
            "sluice::ui::BrowserIdentity",
            "The crawl goes through the pool of proxies, and the browser has one proxy for "
            "all its pages. Choose a single proxy for the crawl to see pages as it does.");
    const QUrl url(address, QUrl::StrictMode);
    if (!isSocks(url) || url.userName().isEmpty())
        return {};
    return QCoreApplication::translate(
               "sluice::ui::BrowserIdentity",
               "The crawl's proxy %1 wants a user: the browser's engine cannot log in at SOCKS5 "
               "proxies. Choose another proxy for the crawl.")
        .arg(url.toDisplayString(QUrl::RemoveUserInfo));
}

QString proxySecret(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString user = url.userName(QUrl::FullyDecoded);
    return user.isEmpty() ? QString() : u"%1@%2:%3"_s.arg(user, url.host()).arg(portOf(url));
}

} // namespace sluice::ui
