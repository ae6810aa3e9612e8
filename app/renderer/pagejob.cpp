// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/pagejob.h"

#include "app/renderer/pagescripts.h"
#include "app/renderer/processmemory.h"
#include "core/render/neterrors.h"

#include <QAuthenticator>
#include <QPointer>
#include <QSslCertificate>
#include <QSslError>
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
/// What a refused document leads to may be told a moment later than that it was refused.
constexpr int reasonWaitMs = 300;
constexpr int aborted = -3;
/// Of the time a page has, what is left for reading it when it does not come to rest by itself.
constexpr double hurryAt = 0.8;

} // namespace

PageJob::PageJob(const core::RenderTask &task, const PageSurroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_task(task)
    , m_surroundings(surroundings)
    , m_filter(task.url, task.options, surroundings.trackers)
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
    connect(m_page.get(), &QWebEnginePage::certificateError, this, &PageJob::judgeCertificate);
    connect(m_page.get(), &QWebEnginePage::renderProcessTerminated, this, [this](auto, int code) {
        fail(core::FetchFault::ConnectionLost, u"the page's process crashed (%1)"_s.arg(code));
    });
    connect(m_page.get(), &QWebEnginePage::proxyAuthenticationRequired, this,
            [this](const QUrl &, QAuthenticator *authenticator, const QString &) {
                authenticator->setUser(m_surroundings.setup.proxy.user);
                authenticator->setPassword(m_surroundings.setup.proxy.password);
            });
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
    for (const auto &[name, value] : m_task.cookies)
        m_profile->cookieStore()->setCookie(QNetworkCookie(name, value), m_task.url.toQUrl());
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
    m_answer.setCookies.append(cookie.toRawForm(QNetworkCookie::Full));
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

void PageJob::takeLoading(const QWebEngineLoadingInfo &info)
{
    using Info = QWebEngineLoadingInfo;
    if (m_phase != Phase::Loading)
        return;
    const bool hasStatus = info.errorDomain() == Info::HttpStatusCodeDomain && info.errorCode() > 0;
    if (hasStatus)
        m_answer.status = info.errorCode();
    if (info.status() == Info::LoadFailedStatus || info.status() == Info::LoadStoppedStatus) {
        takeFailure(info);
    } else if (info.status() == Info::LoadSucceededStatus) {
        if (!hasStatus)
            m_answer.status = 200;
        m_answer.firstByteMs = int(m_clock.elapsed());
        act();
    }
}

void PageJob::takeFailure(const QWebEngineLoadingInfo &info)
{
    if (m_answer.status >= 400)
        return finish();
    const int code = info.errorCode();
    const QString text = info.errorString().isEmpty() ? u"the page could not be loaded (%1)"_s.arg(code)
                                                      : u"%1 (%2)"_s.arg(info.errorString()).arg(code);
    if (code != aborted && code != 0)
        return fail(core::faultOfNetError(code), text);
    QTimer::singleShot(reasonWaitMs, this, [this] {
        if (m_phase == Phase::Loading)
            fail(core::FetchFault::Other, u"the server sent no document"_s);
    });
}

void PageJob::judgeCertificate(QWebEngineCertificateError error)
{
    const bool isOwnHost = error.url().host() == m_task.url.toQUrl().host();
    const QList<QSslCertificate> chain = error.certificateChain();
    // The engine has its own list of authorities; those the user adds are ours to check.
    const bool isKnownToUs = !m_surroundings.setup.caPem.isEmpty() && !chain.isEmpty() &&
                             QSslCertificate::verify(chain, error.url().host()).isEmpty();
    if (error.isOverridable() && ((m_task.isTlsCheckOff && isOwnHost) || isKnownToUs))
        error.acceptCertificate();
    else
        error.rejectCertificate();
}

void PageJob::takeDownload(const QString &type)
{
    if (m_phase != Phase::Loading)
        return;
    m_answer.status = 200;
    m_answer.contentType = type.toLatin1();
    m_answer.isBodySkipped = true;
    finish();
}

void PageJob::takeRedirect(const QUrl &target)
{
    if (m_phase != Phase::Loading && m_phase != Phase::Acting)
        return;
    m_answer.status = 302;
    m_answer.location = target.toEncoded();
    finish();
}

void PageJob::hurry()
{
    if (m_phase == Phase::Acting) {
        note(u"the page did not come to rest; it was read as it stood"_s);
        read();
    } else if (m_phase == Phase::Loading) {
        run(isDocumentRead(), [this](const QVariant &isRead) {
            if (m_phase != Phase::Loading || !isRead.toBool())
                return;
            note(u"the page had not finished loading; it was read as it stood"_s);
            m_answer.status = m_answer.status > 0 ? m_answer.status : 200;
            m_phase = Phase::Acting;
            read();
        });
    }
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
    m_phase = Phase::Done;
    m_deadline.stop();
    m_hurry.stop();
    m_quiet->stop();
    m_answer.totalMs = int(m_clock.elapsed());
    m_answer.firstByteMs = m_answer.firstByteMs > 0 ? m_answer.firstByteMs : m_answer.totalMs;
    for (auto it = m_filter.requests().cbegin(); it != m_filter.requests().cend(); ++it)
        m_answer.requests.append({it.key(), it.value()});
    Q_EMIT finished(m_answer);
}

} // namespace sluice::app
