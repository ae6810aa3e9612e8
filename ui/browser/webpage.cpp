// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/webpage.h"

#include "ui/browser/blockedwindows.h"
#include "ui/browser/webaddress.h"
#include "ui/browser/webprofile.h"

#include <QCoreApplication>
#include <QLocale>
#include <QWebEngineCertificateError>
#include <QWebEngineClientCertificateSelection>
#include <QWebEngineFileSystemAccessRequest>
#include <QWebEngineNewWindowRequest>
#include <QWebEngineQuotaRequest>
#include <QWebEngineRegisterProtocolHandlerRequest>
#include <QWebEngineSettings>

#include <csignal>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int pauseMs = 100;
/// Dialogs after which the bar offers to end the page.
constexpr int manyDialogs = 10;
constexpr qsizetype longestQuote = 160;
/// Characters that a page may write to its console in ten seconds: each line comes to the window's thread as a whole,
/// and is copied there by Qt, before anybody can refuse it.
constexpr qsizetype mostWritten = qsizetype(16) << 20;
constexpr qsizetype longestLine = qsizetype(1) << 20;
constexpr int writingMs = 10'000;

QString quoted(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > longestQuote ? line.left(longestQuote) + u'…' : line;
}

QString featureName(QWebEnginePage::Feature feature)
{
    switch (feature) {
    case QWebEnginePage::Notifications:
        return WebPage::tr("to show notifications");
    case QWebEnginePage::Geolocation:
        return WebPage::tr("to know where you are");
    case QWebEnginePage::MediaAudioCapture:
        return WebPage::tr("for the microphone");
    case QWebEnginePage::MediaVideoCapture:
        return WebPage::tr("for the camera");
    case QWebEnginePage::MediaAudioVideoCapture:
        return WebPage::tr("for camera and microphone");
    case QWebEnginePage::MouseLock:
        return WebPage::tr("to hold the mouse pointer");
    case QWebEnginePage::DesktopVideoCapture:
    case QWebEnginePage::DesktopAudioVideoCapture:
        return WebPage::tr("to record the screen");
    }
    return {};
}

} // namespace

WebPage::WebPage(WebProfile &profile, Logins &logins, QObject *parent)
    : QWebEnginePage(profile.engine(), parent)
    , m_profile(profile)
    , m_logins(logins)
    , m_windows(new BlockedWindows(this))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &WebPage::tellDialogs);
    connect(this, &QWebEnginePage::loadStarted, this, &WebPage::startLoad);
    connect(this, &QWebEnginePage::renderProcessTerminated, this, &WebPage::takeEnd);
    connect(this, &QWebEnginePage::newWindowRequested, this, &WebPage::holdWindowBack);
    connect(m_windows, &BlockedWindows::told, this, &WebPage::tell);
    connectWishes();
    connectLogins();
    connectAnswers();
}

void WebPage::connectAnswers()
{
    const PageNotice silence{Tone::Warning, tr("This page does not answer."), PageNotice::Offer::EndPage};
    connect(&m_answers, &AnswerWatch::fellSilent, this, [this, silence] {
        if (m_notice.offer != PageNotice::Offer::EndPage) // that of its dialogs tells more
            tell(silence);
    });
    connect(&m_answers, &AnswerWatch::answered, this, [this, silence] {
        if (m_notice == silence)
            dismissNotice();
    });
}

void WebPage::connectWishes()
{
    connect(this, &QWebEnginePage::featurePermissionRequested, this, &WebPage::refusePermission);
    connect(this, &QWebEnginePage::quotaRequested, this, [](QWebEngineQuotaRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::registerProtocolHandlerRequested, this,
            [](QWebEngineRegisterProtocolHandlerRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::fileSystemAccessRequested, this,
            [](QWebEngineFileSystemAccessRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::selectClientCertificate, this,
            [](QWebEngineClientCertificateSelection selection) { selection.selectNone(); });
    connect(this, &QWebEnginePage::certificateError, this, [this](QWebEngineCertificateError error) {
        error.rejectCertificate();
        tell({Tone::Danger, tr("The certificate of %1 is not trusted, so nothing was loaded from there: %2")
                                .arg(error.url().host(), error.description())});
    });
}

void WebPage::startLoad()
{
    m_dialogs = 0;
    m_tried.clear();
    m_endReason.clear();
    leavePage();
    // So that holdWindowBack() gets to know of them.
    settings()->setAttribute(QWebEngineSettings::JavascriptCanOpenWindows, true);
}

/// What was told of the page before is not of the one that comes.
void WebPage::leavePage()
{
    m_pause.stop();
    m_dialogs = 0;
    m_windows->clear();
    if (m_notice.offer != PageNotice::Offer::Save)
        dismissNotice();
}

void WebPage::tell(const PageNotice &notice)
{
    if (notice == m_notice)
        return;
    m_notice = notice;
    Q_EMIT noticeChanged();
}

void WebPage::countDialog(const QUrl &origin, const QString &text)
{
    // Whose words these are must not be mistaken: they may come from a frame, and stand above another page's address.
    const QString host = origin.host().isEmpty() ? url().host() : origin.host();
    ++m_dialogs;
    m_dialog = host.isEmpty() ? text : host + u": "_s + text;
    if (!m_pause.isActive())
        m_pause.start();
}

void WebPage::tellDialogs()
{
    const bool isFlood = m_dialogs >= manyDialogs;
    const QString text =
        m_dialogs == 1 ? m_dialog : m_dialog + u' ' + tr("(%1 dialogs so far)").arg(QLocale().toString(m_dialogs));
    tell({isFlood ? Tone::Warning : Tone::Info,
          text,
          isFlood ? PageNotice::Offer::EndPage : PageNotice::Offer::Nothing,
          url(),
          {}});
}

void WebPage::javaScriptAlert(const QUrl &origin, const QString &text)
{
    countDialog(origin, tr("The page says “%1”.").arg(quoted(text)));
}

bool WebPage::javaScriptConfirm(const QUrl &origin, const QString &text)
{
    // Qt asks in these words whether a page may be left. It always may. A page that asks the same by itself cannot be told
    // from Qt, so the answer is told.
    if (text == QCoreApplication::translate("QWebEnginePage", "Are you sure you want to leave this page? Changes that "
                                                              "you made may not be saved.")) {
        countDialog(origin, tr("The page asked whether it may be left and was answered: yes."));
        return true;
    }
    countDialog(origin, tr("The page asked “%1” and was answered: no.").arg(quoted(text)));
    return false;
}

bool WebPage::javaScriptPrompt(const QUrl &origin, const QString &text, const QString &, QString *)
{
    countDialog(origin, tr("The page wanted an answer to “%1” and got none.").arg(quoted(text)));
    return false;
}

void WebPage::javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString &message, int, const QString &)
{
    if (!m_writing.isValid() || m_writing.hasExpired(writingMs)) {
        m_writing.start();
        m_written = 0;
    }
    const qsizetype before = std::exchange(m_written, m_written + message.size());
    if (m_written <= mostWritten && message.size() <= longestLine)
        Q_EMIT spoke(message);
    else if (before <= mostWritten && m_written > mostWritten)
        endProcess(tr("The page flooded its console and was ended."));
}

QStringList WebPage::chooseFiles(FileSelectionMode, const QStringList &, const QStringList &)
{
    tell({Tone::Info, tr("The page asked for a file of this machine and got none.")});
    return {};
}

bool WebPage::acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame)
{
    if (isReachable(url, isMainFrame)) {
        if (isMainFrame && type != NavigationTypeRedirect)
            leavePage();
        return true;
    }
    const bool isSource = url.scheme() == "view-source"_L1 && m_isSource && isReachable(QUrl(url.toString().mid(12)));
    if (!isSource && isMainFrame)
        tell({Tone::Warning, tr("The page was kept from opening %1.").arg(quoted(url.toString()))});
    return isSource;
}

void WebPage::refusePermission(const QUrl &origin, Feature feature)
{
    setFeaturePermission(origin, feature, PermissionDeniedByUser);
    tell({Tone::Info, tr("%1 asked %2 and was refused.").arg(origin.host(), featureName(feature))});
}

void WebPage::showSource()
{
    m_isSourceAsked = true;
    triggerAction(ViewSource);
}

void WebPage::holdWindowBack(QWebEngineNewWindowRequest &request)
{
    const bool isSource = m_isSourceAsked && request.requestedUrl().scheme() == "view-source"_L1;
    if (isSource || (request.isUserInitiated() && isReachable(request.requestedUrl()))) {
        m_isSourceAsked = m_isSourceAsked && !isSource;
        Q_EMIT windowWanted(request);
        return;
    }
    m_windows->add(request.requestedUrl());
    if (m_windows->isFull()) // further ones are kept back without a word: hundreds would hold the window up
        settings()->setAttribute(QWebEngineSettings::JavascriptCanOpenWindows, false);
}

void WebPage::open(const QUrl &url)
{
    leaveBy([this, url] { load(url); });
}

void WebPage::act(WebAction action)
{
    leaveBy([this, action] { triggerAction(action); });
}

void WebPage::leaveBy(const std::function<void()> &way)
{
    if (!m_answers.isSilent() || renderProcessPid() <= 0)
        return way();
    m_way = way;
    endProcess({});
}

void WebPage::endProcess(const QString &reason)
{
    m_endReason = reason;
    if (const qint64 process = renderProcessPid(); process > 0)
        ::kill(pid_t(process), SIGKILL);
}

void WebPage::takeEnd(RenderProcessTerminationStatus status)
{
    if (status == NormalTerminationStatus)
        return;
    m_pause.stop();
    m_writing.invalidate();
    m_answers.startOver();
    if (m_way) {
        dismissNotice();
        // Later: Chromium is still at work on the end.
        QMetaObject::invokeMethod(this, std::exchange(m_way, nullptr), Qt::QueuedConnection);
        return;
    }
    const QString reason = std::exchange(m_endReason, QString());
    tell({Tone::Danger,
          reason.isEmpty() ? tr("The page's process has ended unexpectedly.") : reason,
          PageNotice::Offer::Reload,
          url(),
          {}});
}

} // namespace sluice::ui
