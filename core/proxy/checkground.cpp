// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/checkground.h"

#include "core/net/requesttemplates.h"
#include "core/proxy/addressesin.h"
#include "core/proxy/anonymity.h"
#include "core/proxy/checkreasons.h"
#include "core/proxy/proxyjudge.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 believedMs = 10'000;
constexpr int okStatus = 200;

bool isLoopbackName(QString host)
{
    if (host.startsWith(u'['))
        host = host.sliced(1).chopped(1);
    QHostAddress address;
    return host == "localhost"_L1 || (address.setAddress(host) && address.isLoopback());
}

bool canReach(const ProxyKey &proxy, const WebUrl &judge)
{
    return !isLoopbackName(QString::fromLatin1(judge.host())) || isLoopbackName(proxy.host);
}

} // namespace

CheckGround::CheckGround(Fetcher &fetcher, const Clock &clock, const CheckSettings &settings, Warn warn)
    : m_fetcher(fetcher)
    , m_clock(clock)
    , m_settings(settings)
    , m_warn(std::move(warn))
    , m_ssl(RequestTemplates({.extraCaPem = settings.extraCaPem}).sslConfiguration())
    , m_own(interfaceAddresses())
{
    for (const QString &text : std::as_const(m_settings.ownAddresses)) {
        if (QHostAddress address; address.setAddress(text))
            m_own.append(plainAddress(address));
    }
}

CheckGround::~CheckGround() = default;

void CheckGround::prepare(std::function<void()> ready)
{
    m_ready = std::move(ready);
    addJudges();
    m_waiters.resize(m_judges.size());
    m_errands.resize(m_judges.size() + 1);
    m_open = int(m_judges.size()) + 1;
    for (size_t i = 0; i < m_judges.size(); ++i)
        askJudge(int(i));
    askTestUrl();
}

void CheckGround::addJudges()
{
    for (const QString &text : std::as_const(m_settings.judges)) {
        if (const auto url = WebUrl::parse(text.toUtf8()))
            m_judges.emplace_back().url = *url;
        else
            m_warn(u"judge \"%1\": %2"_s.arg(text, url.error().detail));
    }
    if (m_settings.judges.isEmpty())
        embedJudge();
}

void CheckGround::embedJudge()
{
    m_embedded = std::make_unique<HttpServer>(answerAsJudge, judgeLimits());
    if (m_embedded->listen())
        m_judges.emplace_back().url = WebUrl::parse(m_embedded->origin() + '/').value();
}

void CheckGround::askJudge(int index)
{
    auto &errand = m_errands[size_t(index)];
    errand = std::make_unique<CheckErrand>(m_fetcher, m_settings, m_ssl);
    errand->askJudge(judge(index).url, {}, false,
                     [this, index, &asked = *errand](const ErrandResult &result) { onJudge(index, asked, result); });
}

void CheckGround::onJudge(int index, CheckErrand &errand, const ErrandResult &result)
{
    KnownJudge &judge = m_judges[size_t(index)];
    if (!result.answer)
        return judgeEnded(index, reasonOf(result.answer.error()));
    const auto answer = readJudgeAnswer(*result.answer);
    if (!answer)
        return judgeEnded(index, answer.error().detail);
    if (const QString difference = differenceIn(*answer, errand.question(), *answer); !difference.isEmpty())
        return judgeEnded(index, difference);
    judge.isAlive = true;
    judge.askedMs = m_clock.monotonicMs();
    judge.direct = *answer;
    judge.certificates = result.certificates;
    if (!m_own.contains(answer->peer))
        m_own.append(answer->peer);
    judgeEnded(index, {});
}

void CheckGround::judgeEnded(int index, const QString &trouble)
{
    KnownJudge &judge = m_judges[size_t(index)];
    judge.isAlive = trouble.isEmpty();
    if (!judge.isAlive)
        m_warn(u"the judge %1 does not answer: %2"_s.arg(judge.url.toString(), trouble));
    if (!m_ready && !judge.isAlive && judgesLeft() == 0)
        tellOfNoJudge();
    const auto waiters = std::exchange(m_waiters[size_t(index)], {});
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.done(trouble.isEmpty());
    }
    oneLess();
}

void CheckGround::askTestUrl()
{
    auto &errand = m_errands.back();
    errand = std::make_unique<CheckErrand>(m_fetcher, m_settings, m_ssl);
    if (!m_settings.testUrl.isEmpty()) {
        const auto url = WebUrl::parse(m_settings.testUrl.toUtf8());
        if (url)
            m_testUrl = *url;
        else
            m_warn(u"test URL \"%1\": %2"_s.arg(m_settings.testUrl, url.error().detail));
    }
    if (!m_testUrl.isEmpty() && !m_settings.isTestUrlAskedDirectly)
        m_warn(u"nothing is asked without a proxy now: whether proxies change the test URL's page cannot be told"_s);
    if (m_testUrl.isEmpty() || !m_settings.isTestUrlAskedDirectly) {
        QMetaObject::invokeMethod(
            this, [this] { oneLess(); }, Qt::QueuedConnection);
        return;
    }
    errand->ask(m_testUrl, {}, false, [this](const ErrandResult &result) { onTestUrl(result); });
}

/// Twice, so that a page that varies by itself is not taken for one that proxies change.
void CheckGround::onTestUrl(const ErrandResult &result)
{
    m_testCertificates = result.certificates;
    takeTestAnswer(result);
    if (m_testStatus != okStatus)
        return oneLess();
    m_errands.back()->ask(m_testUrl, {}, false, [this](const ErrandResult &again) {
        takeTestAnswer(again);
        oneLess();
    });
}

void CheckGround::takeTestAnswer(const ErrandResult &result)
{
    m_testAskedMs = m_clock.monotonicMs();
    if (!result.answer) {
        m_testTrouble = u"the test URL itself does not answer: %1"_s.arg(reasonOf(result.answer.error()));
        m_warn(u"%1 (%2, asked without a proxy); the proxies stay as they were"_s.arg(m_testTrouble,
                                                                                      m_testUrl.toString()));
        return;
    }
    m_testStatus = result.answer->status;
    if (m_testStatus != okStatus)
        return m_warn(u"the test URL %1 does not bring 200 without a proxy either: status %2"_s.arg(
            m_testUrl.toString(), QString::number(m_testStatus)));
    m_testPage.add(pageMarkOf(*result.answer));
    if (m_testPage.isVarying())
        m_warn(u"the page of the test URL %1 varies by itself: only its kind, title and size are compared"_s.arg(
            m_testUrl.toString()));
}

void CheckGround::confirmTest(qint64 believedMs, QObject *context, std::function<void()> done)
{
    const bool isBelieved = m_testStatus == 0 || !m_testTrouble.isEmpty();
    if (isBelieved || (m_testWaiters.empty() && m_clock.monotonicMs() - m_testAskedMs < believedMs))
        return done();
    m_testWaiters.push_back({context, [done = std::move(done)](bool) { done(); }});
    if (m_testWaiters.size() > 1)
        return;
    m_errands.back() = std::make_unique<CheckErrand>(m_fetcher, m_settings, m_ssl);
    m_errands.back()->ask(m_testUrl, {}, false, [this](const ErrandResult &result) {
        takeTestAnswer(result);
        const auto waiters = std::exchange(m_testWaiters, {});
        for (const Waiter &waiter : waiters) {
            if (waiter.context)
                waiter.done(true);
        }
    });
}

void CheckGround::oneLess()
{
    if (!m_ready || --m_open > 0)
        return;
    if (judgesLeft() == 0)
        tellOfNoJudge();
    std::exchange(m_ready, nullptr)();
}

int CheckGround::judgesLeft() const
{
    return int(std::count_if(m_judges.begin(), m_judges.end(), [](const KnownJudge &judge) { return judge.isAlive; }));
}

int CheckGround::judgeFor(const ProxyKey &proxy, bool isSecure) const
{
    for (size_t i = 0; i < m_judges.size(); ++i) {
        const KnownJudge &judge = m_judges[i];
        if (judge.isAlive && judge.url.isSecure() == isSecure && canReach(proxy, judge.url))
            return int(i);
    }
    return -1;
}

QString CheckGround::whyNoJudge() const
{
    if (m_settings.judges.isEmpty())
        return u"no judge is given"_s;
    return judgesLeft() == 0 ? u"no judge answers"_s : u"no judge that it can reach is given"_s;
}

void CheckGround::tellOfNoJudge() const
{
    m_warn(u"%1: anonymity and exit addresses stay unknown"_s.arg(whyNoJudge()));
}

void CheckGround::confirm(int index, QObject *context, std::function<void(bool)> done)
{
    const KnownJudge &judge = m_judges[size_t(index)];
    if (!judge.isAlive || m_clock.monotonicMs() - judge.askedMs < believedMs)
        return done(judge.isAlive);
    auto &waiters = m_waiters[size_t(index)];
    waiters.push_back({context, std::move(done)});
    if (waiters.size() == 1)
        askJudge(index);
}

} // namespace sluice::core
