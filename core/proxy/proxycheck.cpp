// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxycheck.h"

#include "core/proxy/checkreasons.h"
#include "core/proxy/proxyaddress.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int okStatus = 200;
constexpr qint64 failureBelievedMs = 10'000;
constexpr qint64 changeBelievedMs = 1'000;

/// An answer of another status, as an error that says so.
FetchError statusError(const FetchResponse &response, const QString &why)
{
    return {FetchFault::Other, why, response.status, response.headers, response.timings};
}

} // namespace

ProxyCheck::ProxyCheck(CheckGround &ground, CheckSubject subject)
    : m_ground(ground)
    , m_subject(std::move(subject))
    , m_errand(ground.fetcher(), ground.settings(), ground.ssl())
{}

void ProxyCheck::start(Done done)
{
    m_done = std::move(done);
    if (!isUsable(type())) { // before anything is asked: it has no address that lanes know
        addReason(u"SOCKS4 is not supported"_s);
        return finish(ProxyState::Unsupported);
    }
    m_address = addressOf(m_subject.proxy.key, m_subject.password);
    m_judge = ownJudge();
    if (isJudgeTheTest())
        askJudge();
    else if (!m_ground.testTrouble().isEmpty())
        leaveUnchecked(m_ground.testTrouble());
    else
        askTestUrl();
}

int ProxyCheck::ownJudge() const
{
    const ProxyKey &key = m_subject.proxy.key;
    const bool isSecureFirst = isTunnel();
    const int first = m_ground.judgeFor(key, isSecureFirst);
    return first >= 0 ? first : m_ground.judgeFor(key, !isSecureFirst);
}

/// The judge that sees the proxy's other side: its tunnel, or plain requests through one that tunnels.
int ProxyCheck::otherJudge() const
{
    const int other = m_ground.judgeFor(m_subject.proxy.key, !isTunnel());
    const bool isAnother = other >= 0 && other != m_judge;
    return isAnother || (isTunnel() && other >= 0) ? other : -1;
}

void ProxyCheck::askTestUrl()
{
    m_errand.ask(m_ground.testUrl(), m_address, isTunnel(), [this](const ErrandResult &result) { onTestUrl(result); });
}

void ProxyCheck::onTestUrl(const ErrandResult &result)
{
    noteCertificates(m_ground.testCertificates(), result.certificates);
    if (!result.answer)
        return failTest([this, error = result.answer.error()] { die(error); });
    const int status = result.answer->status;
    if (status == okStatus)
        return comparePage(*result.answer);
    failTest([this, status] {
        if (m_ground.testStatus() == 0 || m_ground.testStatus() == okStatus)
            die(u"status %1 from the test URL"_s.arg(status));
        else
            leaveUnchecked(u"the test URL brings status %1 without a proxy, too"_s.arg(m_ground.testStatus()));
    });
}

void ProxyCheck::failTest(const std::function<void()> &fail)
{
    m_ground.confirmTest(failureBelievedMs, this, [this, fail] {
        if (m_ground.testTrouble().isEmpty())
            fail();
        else
            leaveUnchecked(m_ground.testTrouble());
    });
}

/// A page that is other than without a proxy is looked at once more there: it may have changed by itself.
void ProxyCheck::comparePage(const FetchResponse &response)
{
    const PageMark seen = pageMarkOf(response);
    const auto goOn = [this, timings = response.timings] {
        takeTimings(timings);
        askJudge();
    };
    if (m_ground.testPage().differenceOf(seen).isEmpty())
        return goOn();
    m_ground.confirmTest(m_ground.isPageSettled() ? changeBelievedMs : 0, this, [this, seen, goOn] {
        if (!m_ground.testTrouble().isEmpty())
            return leaveUnchecked(m_ground.testTrouble());
        const QString difference = m_ground.testPage().differenceOf(seen);
        difference.isEmpty() ? goOn() : die(difference);
    });
}

void ProxyCheck::leaveUnchecked(const QString &reason)
{
    addReason(reason);
    finish(ProxyState::Unchecked);
}

void ProxyCheck::askJudge()
{
    if (m_judge >= 0) {
        m_errand.askJudge(m_ground.judge(m_judge).url, m_address, isTunnel(),
                          [this](const ErrandResult &result) { onJudge(result); });
        return;
    }
    if (isJudgeTheTest()) {
        addReason(u"nothing to check it against: no test URL is given and %1"_s.arg(m_ground.whyNoJudge()));
        return finish(ProxyState::Unchecked);
    }
    m_ground.tellOfNoJudge(); // once, and not of every proxy
    finish(ProxyState::Alive);
}

void ProxyCheck::onJudge(const ErrandResult &result)
{
    const KnownJudge &judge = m_ground.judge(m_judge);
    noteCertificates(judge.certificates, result.certificates);
    if (!result.answer)
        return onJudgeLost(result.answer.error());
    const auto answer = readJudgeAnswer(*result.answer);
    if (!answer && answer.error().kind == JudgeFault::Status)
        return onJudgeLost(statusError(*result.answer, answer.error().detail));
    if (!answer)
        return die(answer.error().detail);
    if (const QString difference = differenceIn(*answer, m_errand.question(), judge.direct); !difference.isEmpty())
        return die(difference);
    if (isJudgeTheTest())
        takeTimings(result.answer->timings);
    takeJudged(*answer);
}

/// A judge that is dead is no dead proxy: then the next one is asked.
void ProxyCheck::onJudgeLost(const FetchError &error)
{
    m_ground.confirm(m_judge, this, [this, error](bool isAlive) {
        if (!isAlive) {
            m_judge = ownJudge();
            return askJudge();
        }
        if (isJudgeTheTest())
            return die(error);
        addReason(u"the judge was not reached through it: %1"_s.arg(reasonOf(error)));
        askOtherJudge();
    });
}

void ProxyCheck::takeJudged(const JudgeAnswer &answer)
{
    m_verdict.exitAddress = answer.peer.toString();
    const bool isThroughTunnel = type() != ProxyType::Http || m_ground.judge(m_judge).url.isSecure();
    takeFinding(judgeAnonymity(answer, m_errand.sent(), m_ground.ownAddresses()), isThroughTunnel);
    askOtherJudge();
}

void ProxyCheck::takeFinding(const AnonymityFinding &finding, bool isThroughTunnel)
{
    if (isThroughTunnel)
        m_verdict.tunnelAnonymity = finding.anonymity;
    if (isThroughTunnel && type() == ProxyType::Http) {
        if (m_verdict.anonymity == Anonymity::Unknown)
            addReason(u"anonymity over plain HTTP is unknown: no http judge saw it"_s);
        return;
    }
    const bool isWorse = m_verdict.anonymity == Anonymity::Unknown || finding.anonymity < m_verdict.anonymity;
    if (!isWorse)
        return;
    m_verdict.anonymity = finding.anonymity;
    addReason(finding.evidence);
}

void ProxyCheck::askOtherJudge()
{
    const int other = otherJudge();
    if (other < 0)
        return finish(ProxyState::Alive);
    m_errand.askJudge(m_ground.judge(other).url, m_address, false,
                      [this, other](const ErrandResult &result) { onOtherJudge(other, result); });
}

/// What fails here fails on the proxy's other side alone: it stays alive.
void ProxyCheck::onOtherJudge(int index, const ErrandResult &result)
{
    const KnownJudge &judge = m_ground.judge(index);
    noteCertificates(judge.certificates, result.certificates);
    const auto answer = result.answer ? readJudgeAnswer(*result.answer)
                                      : Result<JudgeAnswer, JudgeFailure>(failure(JudgeFault::Status, QString()));
    if (answer && differenceIn(*answer, m_errand.question(), judge.direct).isEmpty()) {
        const AnonymityFinding finding = judgeAnonymity(*answer, m_errand.sent(), m_ground.ownAddresses());
        if (!isTunnel())
            takeFinding(finding, true);
        else if (finding.anonymity < m_verdict.anonymity)
            addReason(u"outside its tunnel it is %1: %2"_s.arg(anonymityName(finding.anonymity), finding.evidence));
    }
    finish(ProxyState::Alive);
}

void ProxyCheck::noteCertificates(const ShownCertificates &direct, const ShownCertificates &shown)
{
    const QString interception = interceptionIn(direct, shown);
    if (interception.isEmpty() || m_verdict.isIntercepting)
        return;
    m_verdict.isIntercepting = true;
    addReason(interception);
}

void ProxyCheck::takeTimings(const FetchTimings &timings)
{
    m_verdict.connectMs = timings.connectMs;
    m_verdict.firstByteMs = timings.firstByteMs;
    m_verdict.totalMs = timings.totalMs;
}

void ProxyCheck::addReason(const QString &reason)
{
    if (!reason.isEmpty())
        m_verdict.reason += (m_verdict.reason.isEmpty() ? QString() : u"; "_s) + reason;
}

void ProxyCheck::die(const FetchError &error)
{
    if (!isWorthALook(error))
        return die(m_verdict.isIntercepting ? QString() : reasonOf(error));
    m_errand.look(m_address, [this, error](const Service &service) { die(reasonOf(error, type(), service)); });
}

void ProxyCheck::die(const QString &reason)
{
    addReason(reason);
    finish(ProxyState::Dead);
}

void ProxyCheck::finish(ProxyState state)
{
    m_verdict.state = state;
    m_verdict.atUtcMs = m_ground.nowUtcMs();
    if (m_done)
        std::exchange(m_done, nullptr)(m_verdict);
}

} // namespace sluice::core
