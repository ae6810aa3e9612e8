// SPDX-License-Identifier: GPL-3.0-or-later
// What comes of a page's load: its document, its status, or why there is none.
#include "app/renderer/pagejob.h"

#include "app/renderer/pagescripts.h"
#include "core/render/neterrors.h"

#include <QSslCertificate>
#include <QSslError>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// What a refused document leads to may be told a moment later than that it was refused.
constexpr int reasonWaitMs = 300;
constexpr int aborted = -3;
constexpr int wantsProxyLogin = 407;

/// What the engine shows no page for (RFC 9110, 15.3.5, 15.3.6 and 15.4.5).
bool isWithoutDocument(int status)
{
    return status == 204 || status == 205 || status == 304;
}

} // namespace

void PageJob::takeLoading(const QWebEngineLoadingInfo &info)
{
    using Info = QWebEngineLoadingInfo;
    if (m_phase != Phase::Loading)
        return;
    const bool hasStatus = info.errorDomain() == Info::HttpStatusCodeDomain && info.errorCode() > 0;
    if (hasStatus)
        m_answer.status = info.errorCode();
    // The engine is not told of that one.
    if (m_surroundings.proxy.answerOf(m_task.id).status == wantsProxyLogin)
        m_answer.status = wantsProxyLogin;
    if (info.status() == Info::LoadFailedStatus || info.status() == Info::LoadStoppedStatus) {
        takeFailure(info);
    } else if (info.status() == Info::LoadSucceededStatus) {
        if (!hasStatus)
            m_answer.status = 200;
        m_loadedMs = m_clock.elapsed();
        act();
    }
}

void PageJob::takeFailure(const QWebEngineLoadingInfo &info)
{
    if (m_answer.status >= 400)
        return takeStatusPage();
    const core::GuardAnswer seen = m_surroundings.proxy.answerOf(m_task.id);
    if (seen.fault)
        return fail(seen.fault->kind, seen.fault->detail);
    const int code = info.errorCode();
    const QString text = info.errorString().isEmpty() ? u"the page could not be loaded (%1)"_s.arg(code)
                                                      : u"%1 (%2)"_s.arg(info.errorString()).arg(code);
    if (code != aborted && code != 0)
        return fail(core::faultOfNetError(code), text);
    QTimer::singleShot(reasonWaitMs, this, [this] {
        if (m_phase == Phase::Loading)
            takeAbort();
    });
}

void PageJob::takeAbort()
{
    const int status = m_surroundings.proxy.answerOf(m_task.id).status;
    m_answer.status = status;
    if (isWithoutDocument(status))
        return finish();
    if (m_page->isLoop() && status / 100 == 3) {
        // As over HTTP: who reads the answer sees that it leads to itself.
        m_answer.location = m_task.url.toQUrl().toEncoded();
        return finish();
    }
    if (m_page->isLoop())
        return fail(core::FetchFault::Other, u"the page loads itself again and again"_s);
    // It may have stopped itself, with its document there.
    run(isDocumentRead(), [this](const QVariant &isRead) {
        if (m_phase != Phase::Loading)
            return;
        if (isRead.toBool())
            askForStatus();
        else
            fail(core::FetchFault::Other, whyNoDocument());
    });
}

QString PageJob::whyNoDocument() const
{
    if (m_isClosed)
        return u"the page closed its window before it could be read"_s;
    if (!m_page->refused().isEmpty())
        return u"the page leads to %1: instead of showing itself"_s.arg(m_page->refused().scheme());
    if (m_answer.status > 0)
        return u"the server answered %1 and the load was broken off"_s.arg(m_answer.status);
    return u"the server sent no document"_s;
}

/// A refusal: its time, and when to come back.
void PageJob::takeStatusPage()
{
    m_phase = Phase::Failing;
    const core::GuardAnswer seen = m_surroundings.proxy.answerOf(m_task.id);
    m_answer.retryAfter = seen.retryAfter;
    const bool isOverload = m_answer.status == 429 || m_answer.status == 503;
    run(takeStatus(isOverload && seen.status == 0), [this](const QVariant &value) {
        takeTimes(value.toMap());
        finish();
    });
}

void PageJob::takeTimes(const QVariantMap &status)
{
    m_answer.firstByteMs = status.value(u"firstByteMs"_s).toInt();
    if (const QString later = status.value(u"retryAfter"_s).toString(); !later.isEmpty())
        m_answer.retryAfter = later.toLatin1();
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
            if (m_phase == Phase::Loading && isRead.toBool())
                askForStatus();
        });
    }
}

/// The engine tells the status of a page when its load is over, and this one's is not. What came through a tunnel is
/// asked for once more, less its body.
void PageJob::askForStatus()
{
    const core::GuardAnswer seen = m_surroundings.proxy.answerOf(m_task.id);
    m_answer.retryAfter = seen.retryAfter;
    run(takeStatus(seen.status == 0), [this, seen](const QVariant &value) {
        if (m_phase != Phase::Loading)
            return;
        const QVariantMap status = value.toMap();
        takeTimes(status);
        takeHurried(seen.status > 0 ? seen.status : status.value(u"status"_s).toInt());
    });
}

/// Without a status nobody knows what the document is, and the deadline ends it.
void PageJob::takeHurried(int status)
{
    const bool isOfHeadAlone = status == 405 || status == 501;
    if (status == 0 || (isOfHeadAlone && m_surroundings.proxy.answerOf(m_task.id).status == 0))
        return;
    m_answer.status = status;
    if (status >= 400)
        return finish();
    note(u"the page had not finished loading; it was read as it stood"_s);
    m_phase = Phase::Acting;
    read();
}

} // namespace sluice::app
