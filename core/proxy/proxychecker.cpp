// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxychecker.h"

#include "core/proxy/checkground.h"
#include "core/proxy/proxycheck.h"

#include <QPromise>

#include <algorithm>
#include <utility>

namespace sluice::core {

namespace {

constexpr int mostAtOnce = 200;
constexpr int announceMs = 100;

} // namespace

ProxyChecker::ProxyChecker(Fetcher &fetcher, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_fetcher(fetcher)
    , m_clock(clock)
{
    m_announce.setInterval(announceMs);
    connect(&m_announce, &QTimer::timeout, this, &ProxyChecker::announce);
}

ProxyChecker::~ProxyChecker() = default;

void ProxyChecker::setSettings(const CheckSettings &settings)
{
    m_settings = settings;
}

void ProxyChecker::check(const QList<CheckSubject> &subjects)
{
    for (const CheckSubject &subject : subjects) {
        if (m_known.contains(subject.proxy.key))
            continue;
        m_known.insert(subject.proxy.key);
        ++m_progress.total;
        if (!m_batch.add(subject))
            m_waiting.append(subject);
    }
    if (!m_waiting.isEmpty() && !m_ground)
        startRun();
}

void ProxyChecker::startRun()
{
    m_progress = {.total = int(m_waiting.size()), .isRunning = true};
    m_startedMs = m_clock.monotonicMs();
    m_ground =
        std::make_unique<CheckGround>(m_fetcher, m_clock, m_settings, [this](const QString &line) { warn(line); });
    m_ground->prepare([this] {
        m_startedMs = m_clock.monotonicMs(); // the rate is that of proxies
        startChecks();
    });
    m_announce.start();
    QMetaObject::invokeMethod(this, &ProxyChecker::announce, Qt::QueuedConnection);
}

void ProxyChecker::warn(const QString &line)
{
    if (m_told.contains(line))
        return;
    m_told.insert(line);
    QMetaObject::invokeMethod(
        this, [this, line] { Q_EMIT warned(line); }, Qt::QueuedConnection);
}

void ProxyChecker::startChecks()
{
    BatchOptions options;
    options.concurrency = std::clamp(m_ground->settings().concurrency, 1, mostAtOnce);
    m_batch = asCompleted(
        this, Requests(std::exchange(m_waiting, {})),
        [this](const CheckSubject &subject) { return startCheck(subject); }, options,
        [this](const auto &completed) { take(completed.request, completed.outcome); },
        [this](const BatchEnd &) { endBatch(); });
}

QFuture<CheckVerdict> ProxyChecker::startCheck(const CheckSubject &subject)
{
    auto promise = std::make_shared<QPromise<CheckVerdict>>();
    promise->start();
    const ProxyKey key = subject.proxy.key;
    auto &check = m_running[key];
    check = std::make_unique<ProxyCheck>(*m_ground, subject);
    check->start([this, key, promise](const CheckVerdict &verdict) {
        drop(key);
        promise->addResult(verdict);
        promise->finish();
    });
    return promise->future();
}

void ProxyChecker::drop(const ProxyKey &key)
{
    const auto found = m_running.find(key);
    found->second.release()->deleteLater(); // it is still at work
    m_running.erase(found);
}

void ProxyChecker::take(const CheckSubject &subject, const OutcomeOf<CheckVerdict> &outcome)
{
    if (!outcome && outcome.error().kind == BatchFault::Cancelled)
        return;
    m_known.remove(subject.proxy.key);
    CheckVerdict verdict;
    if (outcome) {
        verdict = *outcome;
    } else {
        verdict.state = ProxyState::Unchecked;
        verdict.reason = outcome.error().detail;
    }
    ++m_progress.done;
    m_progress.alive += verdict.state == ProxyState::Alive ? 1 : 0;
    m_progress.dead += verdict.state == ProxyState::Dead ? 1 : 0;
    Q_EMIT checked(subject.proxy, verdict);
}

void ProxyChecker::cancel()
{
    if (!m_ground)
        return;
    m_waiting.clear();
    m_known.clear();
    m_running.clear();
    m_progress.total = m_progress.done; // what is added before the end counts on from there
    if (m_batch.isRunning())
        m_batch.cancel();
    else
        QMetaObject::invokeMethod(this, &ProxyChecker::endRun, Qt::QueuedConnection);
}

/// What was asked for after a cancel stands on the same ground.
void ProxyChecker::endBatch()
{
    if (m_waiting.isEmpty())
        endRun();
    else
        startChecks();
}

void ProxyChecker::endRun()
{
    if (!m_ground || m_batch.isRunning() || !m_waiting.isEmpty())
        return;
    m_announce.stop();
    m_ground.reset();
    m_told.clear();
    m_progress.perSecond = rate();
    m_progress.isRunning = false;
    Q_EMIT progressed(m_progress);
    Q_EMIT finished();
}

double ProxyChecker::rate() const
{
    const qint64 elapsed = m_clock.monotonicMs() - m_startedMs;
    return elapsed > 0 ? 1'000.0 * m_progress.done / double(elapsed) : 0;
}

CheckProgress ProxyChecker::progress() const
{
    CheckProgress progress = m_progress;
    if (progress.isRunning)
        progress.perSecond = rate();
    return progress;
}

void ProxyChecker::announce()
{
    if (m_ground)
        Q_EMIT progressed(progress());
}

} // namespace sluice::core
