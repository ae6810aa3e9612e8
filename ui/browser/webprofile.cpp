// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/webprofile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>
#include <QWebEngineCookieStore>
#include <QWebEngineProfile>
#include <QWebEngineSettings>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

std::unique_ptr<QWebEngineProfile> makeProfile(const QString &folder)
{
    if (folder.isEmpty())
        return std::make_unique<QWebEngineProfile>();
    const QByteArray name = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().first(24);
    auto profile = std::make_unique<QWebEngineProfile>(QString::fromLatin1(name));
    profile->setPersistentStoragePath(folder);
    profile->setCachePath(folder + u"/cache"_s);
    profile->setPersistentCookiesPolicy(QWebEngineProfile::AllowPersistentCookies);
    return profile;
}

bool isDomainOf(const QString &domain, const QString &host)
{
    if (!domain.startsWith(u'.'))
        return domain == host;
    return host == domain.mid(1) || host.endsWith(domain);
}

bool isPathOf(const QString &path, const QString &asked)
{
    return path.isEmpty() || asked == path || asked.startsWith(path.endsWith(u'/') ? path : path + u'/');
}

} // namespace

WebProfile::WebProfile(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_profile(makeProfile(folder))
    , m_ownAgent(m_profile->httpUserAgent())
    , m_ownLanguage(QLocale().uiLanguages().value(0))
{
    restrict();
    watchCookies();
}

WebProfile::~WebProfile()
{
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::DefaultProxy));
}

void WebProfile::restrict()
{
    using Settings = QWebEngineSettings;
    m_profile->setUrlRequestInterceptor(&m_guard);
    m_profile->setHttpCacheType(m_profile->isOffTheRecord() ? QWebEngineProfile::MemoryHttpCache
                                                            : QWebEngineProfile::DiskHttpCache);
    Settings &settings = *m_profile->settings();
    for (const auto off :
         {Settings::PluginsEnabled, Settings::PdfViewerEnabled, Settings::FullScreenSupportEnabled,
          Settings::ScreenCaptureEnabled, Settings::JavascriptCanAccessClipboard, Settings::JavascriptCanPaste,
          Settings::LocalContentCanAccessFileUrls, Settings::LocalContentCanAccessRemoteUrls,
          Settings::AllowRunningInsecureContent, Settings::AllowGeolocationOnInsecureOrigins,
          Settings::AllowWindowActivationFromJavaScript, Settings::NavigateOnDropEnabled, Settings::DnsPrefetchEnabled,
          Settings::HyperlinkAuditingEnabled})
        settings.setAttribute(off, false);
    settings.setAttribute(Settings::WebRTCPublicInterfacesOnly, true);
    settings.setAttribute(Settings::PlaybackRequiresUserGesture, true);
    settings.setAttribute(Settings::JavascriptCanOpenWindows, false); // WebPage lets itself be told of one a page
    settings.setUnknownUrlSchemePolicy(Settings::DisallowUnknownUrlSchemes);
    m_profile->setNotificationPresenter([](const auto &) {});
}

void WebProfile::watchCookies()
{
    QWebEngineCookieStore *store = m_profile->cookieStore();
    connect(store, &QWebEngineCookieStore::cookieAdded, this, [this](const QNetworkCookie &cookie) {
        removeCookie(cookie);
        m_cookies.append(cookie);
    });
    connect(store, &QWebEngineCookieStore::cookieRemoved, this, &WebProfile::removeCookie);
    store->loadAllCookies();
}

void WebProfile::removeCookie(const QNetworkCookie &cookie)
{
    m_cookies.removeIf([&](const QNetworkCookie &other) { return other.hasSameIdentifier(cookie); });
}

void WebProfile::apply(const BrowserIdentity &identity)
{
    m_identity = identity;
    m_profile->setHttpUserAgent(identity.userAgent.isEmpty() ? m_ownAgent : identity.userAgent);
    m_profile->setHttpAcceptLanguage(identity.language.isEmpty() ? m_ownLanguage : identity.language);
    const QNetworkProxy proxy = proxyOf(identity.proxy);
    if (QNetworkProxy::applicationProxy() != proxy)
        QNetworkProxy::setApplicationProxy(proxy);
}

QList<QNetworkCookie> WebProfile::cookiesFor(const QUrl &url) const
{
    QList<QNetworkCookie> found;
    for (const QNetworkCookie &cookie : m_cookies) {
        const bool isOver = cookie.expirationDate().isValid() && cookie.expirationDate() < QDateTime::currentDateTime();
        if (!isOver && isDomainOf(cookie.domain(), url.host()) && isPathOf(cookie.path(), url.path()) &&
            (!cookie.isSecure() || url.scheme() == "https"_L1))
            found.append(cookie);
    }
    return found;
}

} // namespace sluice::ui
