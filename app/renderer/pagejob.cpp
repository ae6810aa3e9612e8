// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/pagejob.h"

#include "app/renderer/processmemory.h"

#include <QAuthenticator>
#include <QPointer>
#include <QWebEngineCookieStore>
#include <QWebEngineDownloadRequest>
#include <QWebEngineHttpRequest>
#include <QWebEngineScript>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr QSize windowSize(1280, 1024);
constexpr qint64 cacheBytes = 16 << 20;
/// Cookies are set while nobody waits, and mostly at once.
constexpr int cookieWaitMs = 1'000;
/// Of the time a page has, what is left for reading it when it does not come to rest by itself.
constexpr double hurryAt = 0.8;

} // namespace

PageJob::PageJob(const core::RenderTask &task, const PageSurroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_task(task)
    , m_surroundings(surroundings)
    , m_filter(task, surroundings.trackers)
    , m_clicksLeft(task.options.clicks)
{
    m_answer.id = task.id;
    for (QTimer *timer : {&m_deadline, &m_hurry, &m_poll})
        timer->setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(core::FetchFault::Timeout, u"the page was not done within %1 s"_s.arg(double(m_task.timeoutMs) / 1'000));
        endProcess(processId()); // it may be in a loop
    });
    connect(&m_hurry, &QTimer::timeout, this, &PageJob::hurry);
}

PageJob::~PageJob()
{
    m_surroundings.proxy.leave(m_task.id);
    // The page must be gone before its profile.
    m_quiet.reset();
    m_view.reset();
    m_page.reset();
}

qint64 PageJob::processId() const
{
    return m_page ? m_page->renderProcessPid() : 0;
}

void PageJob::start()
{
    m_clock.start();
    m_deadline.start(m_task.timeoutMs);
    m_hurry.start(int(m_task.timeoutMs * hurryAt));
    m_surroundings.proxy.enter(m_task.id, m_task.url, m_task.limits.perHost);
    makePage();
    connectPage();
    giveCookies();
}

void PageJob::makePage()
{
    m_profile = std::make_unique<QWebEngineProfile>();
    m_profile->setHttpCacheType(QWebEngineProfile::MemoryHttpCache);
    m_profile->setHttpCacheMaximumSize(cacheBytes);
    m_profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    m_profile->setSpellCheckEnabled(false);
    if (!m_task.userAgent.isEmpty())
        m_profile->setHttpUserAgent(QString::fromLatin1(m_task.userAgent));
    if (!m_task.language.isEmpty())
        m_profile->setHttpAcceptLanguage(QString::fromLatin1(m_task.language));
    m_profile->setUrlRequestInterceptor(&m_filter);
    m_profile->cookieStore()->setCookieFilter(
        [](const QWebEngineCookieStore::FilterRequest &r) { return !r.thirdParty; });
    m_page = std::make_unique<RenderPage>(m_profile.get());
    m_view = std::make_unique<QWebEngineView>();
    m_view->setPage(m_page.get());
    m_view->resize(windowSize);
    m_view->show();
    m_quiet = std::make_unique<QuietWatch>(*m_page, m_filter, this);
}

void PageJob::connectPage()
{
    connect(m_page.get(), &QWebEnginePage::loadingChanged, this, &PageJob::takeLoading);
    connect(m_page.get(), &RenderPage::redirected, this, &PageJob::takeRedirect);
    connect(m_page.get(), &QWebEnginePage::windowCloseRequested, this, [this] { m_isClosed = true; });
    connect(m_page.get(), &QWebEnginePage::certificateError, this, &PageJob::judgeCertificate);
    connect(m_page.get(), &QWebEnginePage::renderProcessTerminated, this, [this](auto, int code) {
        fail(core::FetchFault::ConnectionLost, u"the page's process crashed (%1)"_s.arg(code));
    });
    connect(m_page.get(), &QWebEnginePage::proxyAuthenticationRequired, this,
            [this](const QUrl &, QAuthenticator *authenticator, const QString &) {
                authenticator->setUser(core::GuardProxy::userOf(m_task.id));
                authenticator->setPassword(m_surroundings.proxy.password());
            });
    // Left alone, Qt sends an empty login, again and again.
    connect(m_page.get(), &QWebEnginePage::authenticationRequired, this,
            [](const QUrl &, QAuthenticator *authenticator) { *authenticator = QAuthenticator(); });
    connect(m_profile.get(), &QWebEngineProfile::downloadRequested, this, [this](QWebEngineDownloadRequest *download) {
        const QString type = download->mimeType();
        // A page may also ask for a file beside itself.
        const bool isPage = download->url().matches(m_task.url.toQUrl(), QUrl::RemoveFragment);
        download->cancel();
        if (isPage)
            takeDownload(type);
    });
    connect(m_profile->cookieStore(), &QWebEngineCookieStore::cookieAdded, this, &PageJob::takeCookie);
}

void PageJob::giveCookies()
{
    m_cookiesMissing = int(m_task.cookies.size());
    const QUrl url = m_task.url.toQUrl();
    for (const auto &[name, value] : m_task.cookies) {
        QNetworkCookie cookie(name, value);
        // Else it were one of the page's folder alone.
        cookie.setPath(u"/"_s);
        // What went to a page over TLS goes nowhere without it.
        cookie.setSecure(url.scheme() == "https"_L1);
        m_profile->cookieStore()->setCookie(cookie, url);
    }
    if (m_cookiesMissing == 0)
        load();
    else
        QTimer::singleShot(cookieWaitMs, this, &PageJob::load);
}

void PageJob::takeCookie(const QNetworkCookie &cookie)
{
    if (m_task.cookies.contains(qMakePair(cookie.name(), cookie.value()))) {
        if (m_phase == Phase::Starting && --m_cookiesMissing == 0)
            load();
        return;
    }
    QNetworkCookie own = cookie;
    if (!cookie.domain().startsWith(u'.')) {
        // For one host alone: named, the domain would take in all hosts below. Another host's cannot be said so.
        if (cookie.domain() != m_task.url.toQUrl().host())
            return;
        own.setDomain({});
    }
    m_answer.setCookies.append(own.toRawForm(QNetworkCookie::Full));
}

void PageJob::load()
{
    if (m_phase != Phase::Starting)
        return;
    m_phase = Phase::Loading;
    QWebEngineHttpRequest request(m_task.url.toQUrl());
    for (const core::Header &header : m_task.headers)
        request.setHeader(header.name, header.value);
    m_page->load(request);
}

void PageJob::run(const QString &script, std::function<void(const QVariant &)> done)
{
    m_page->runJavaScript(script, QWebEngineScript::ApplicationWorld,
                          [self = QPointer(this), done = std::move(done)](const QVariant &value) {
                              if (self)
                                  done(value);
                          });
}

void PageJob::endForMemory(qint64 limit)
{
    fail(core::FetchFault::Other, u"the page used more than %1 MiB of memory"_s.arg(limit >> 20));
    endProcess(processId());
}

void PageJob::fail(core::FetchFault kind, const QString &detail)
{
    if (m_phase == Phase::Done)
        return;
    m_answer.fault = core::RenderFault{kind, detail};
    m_answer.body.clear();
    finish();
}

void PageJob::finish()
{
    if (m_phase == Phase::Done)
        return;
    // What its scripts asked of its own server did not come for the proxy's sake: it is not the page it would be.
    const core::GuardAnswer seen = m_surroundings.proxy.answerOf(m_task.id);
    if (!m_answer.fault && seen.isProxyLost) {
        m_answer.fault = seen.fault;
        m_answer.body.clear();
    }
    m_phase = Phase::Done;
    m_deadline.stop();
    m_hurry.stop();
    m_quiet->stop();
    m_answer.totalMs = int(m_clock.elapsed());
    m_answer.firstByteMs = m_answer.firstByteMs > 0 ? m_answer.firstByteMs : m_answer.totalMs;
    m_answer.notes += m_filter.notes();
    for (auto it = m_filter.requests().cbegin(); it != m_filter.requests().cend(); ++it)
        m_answer.requests.append({it.key(), it.value()});
    Q_EMIT finished(m_answer);
}

} // namespace sluice::app
