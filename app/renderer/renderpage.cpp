// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/renderpage.h"

#include <QWebEngineFileSystemAccessRequest>
#include <QWebEngineFullScreenRequest>
#include <QWebEngineQuotaRequest>
#include <QWebEngineRegisterProtocolHandlerRequest>
#include <QWebEngineSettings>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

bool isWeb(const QUrl &url)
{
    return url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
}

bool isSamePage(const QUrl &a, const QUrl &b)
{
    return a.matches(b, QUrl::RemoveFragment);
}

} // namespace

RenderPage::RenderPage(QWebEngineProfile *profile, QObject *parent)
    : QWebEnginePage(profile, parent)
{
    restrictSettings();
    connect(this, &QWebEnginePage::featurePermissionRequested, this, [this](const QUrl &origin, Feature feature) {
        setFeaturePermission(origin, feature, PermissionDeniedByUser);
    });
    connect(this, &QWebEnginePage::fullScreenRequested, this, [](QWebEngineFullScreenRequest r) { r.reject(); });
    connect(this, &QWebEnginePage::quotaRequested, this, [](QWebEngineQuotaRequest r) { r.reject(); });
    connect(this, &QWebEnginePage::registerProtocolHandlerRequested, this,
            [](QWebEngineRegisterProtocolHandlerRequest r) { r.reject(); });
    connect(this, &QWebEnginePage::fileSystemAccessRequested, this,
            [](QWebEngineFileSystemAccessRequest r) { r.reject(); });
}

void RenderPage::restrictSettings()
{
    QWebEngineSettings *own = settings();
    own->setAttribute(QWebEngineSettings::JavascriptCanOpenWindows, false);
    own->setAttribute(QWebEngineSettings::JavascriptCanAccessClipboard, false);
    own->setAttribute(QWebEngineSettings::LocalContentCanAccessRemoteUrls, false);
    own->setAttribute(QWebEngineSettings::LocalContentCanAccessFileUrls, false);
    own->setAttribute(QWebEngineSettings::PluginsEnabled, false);
    own->setAttribute(QWebEngineSettings::PdfViewerEnabled, false);
    own->setAttribute(QWebEngineSettings::ScreenCaptureEnabled, false);
    own->setAttribute(QWebEngineSettings::WebGLEnabled, false);
    own->setAttribute(QWebEngineSettings::ErrorPageEnabled, false);
    own->setAttribute(QWebEngineSettings::FullScreenSupportEnabled, false);
    own->setAttribute(QWebEngineSettings::DnsPrefetchEnabled, false);
    own->setAttribute(QWebEngineSettings::AutoLoadIconsForPage, false);
    own->setAttribute(QWebEngineSettings::PlaybackRequiresUserGesture, true);
    own->setAttribute(QWebEngineSettings::WebRTCPublicInterfacesOnly, true);
    own->setUnknownUrlSchemePolicy(QWebEngineSettings::DisallowUnknownUrlSchemes);
}

QWebEnginePage *RenderPage::createWindow(WebWindowType)
{
    return nullptr;
}

QStringList RenderPage::chooseFiles(FileSelectionMode, const QStringList &, const QStringList &)
{
    return {};
}

void RenderPage::javaScriptAlert(const QUrl &, const QString &) {}

bool RenderPage::javaScriptConfirm(const QUrl &, const QString &)
{
    return false;
}

bool RenderPage::javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *)
{
    return false;
}

void RenderPage::javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString &, int, const QString &) {}

bool RenderPage::acceptNavigationRequest(const QUrl &url, NavigationType, bool isMainFrame)
{
    if (!isMainFrame)
        return isWeb(url) || url.scheme() == "about"_L1 || url.scheme() == "data"_L1 || url.scheme() == "blob"_L1;
    // The first one is ours; the engine may spell the address in its own way.
    if (m_loads == 0)
        m_url = url;
    if (isSamePage(url, m_url))
        return !m_isStaying && ++m_loads <= mostLoads;
    // Whoever reads the answer decides whether that is followed. It is refused now, told later: the engine is in the
    // midst of it.
    if (!m_isStaying && isWeb(url))
        QMetaObject::invokeMethod(
            this, [this, url] { Q_EMIT redirected(url); }, Qt::QueuedConnection);
    else if (!m_isStaying)
        m_refused = url;
    return false;
}

} // namespace sluice::app
