// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxychecker.h"

#include "core/proxy/checkground.h"
#include "core/proxy/proxycheck.h"

#include <algorithm>

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
        m_waiting.enqueue(subject);
        ++m_progress.total;
    }
    if (m_waiting.isEmpty())
        return;
    if (!m_ground)
        startRun();
    else if (m_isReady)
        QMetaObject::invokeMethod(this, &ProxyChecker::startNext, Qt::QueuedConnection);
}

void ProxyChecker::startRun()
{
    m_progress = {.total = int(m_waiting.size()), .isRunning = true};
    m_startedMs = m_clock.monotonicMs();
    m_isReady = false;
    m_ground =
        std::make_unique<CheckGround>(m_fetcher, m_clock, m_settings, [this](const QString &line) { warn(line); });
    m_ground->prepare([this] {
        m_isReady = true;
        m_startedMs = m_clock.monotonicMs(); // the rate is that of proxies
        QMetaObject::invokeMethod(this, &ProxyChecker::startNext, Qt::QueuedConnection);
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

void ProxyChecker::startNext()
{
    const int most = m_ground ? std::clamp(m_ground->settings().concurrency, 1, mostAtOnce) : 0;
    // By the event loop, so that checks that end at once neither nest nor keep it waiting.
    while (!m_waiting.isEmpty() && int(m_running.size()) < most) {
        const ProxyKey key = m_waiting.head().proxy.key;
        auto &check = m_running[key];
        check = std::make_unique<ProxyCheck>(*m_ground, m_waiting.dequeue());
        QMetaObject::invokeMethod(
            check.get(),
            [this, key, started = check.get()] {
                started->start([this, key](const CheckVerdict &verdict) { conclude(key, verdict); });
            },
            Qt::QueuedConnection);
    }
    if (m_ground && m_isReady && m_waiting.isEmpty() && m_running.empty())
        endRun();
}

void ProxyChecker::conclude(const ProxyKey &key, const CheckVerdict &verdict)
{
    const auto found = m_running.find(key);
    ProxyCheck *const check = found->second.release(); // it is still at work
    m_running.erase(found);
    m_known.remove(key);
    check->deleteLater();
    const ProxyRecord proxy = check->proxy();
    ++m_progress.done;
    m_progress.alive += verdict.state == ProxyState::Alive ? 1 : 0;
    m_progress.dead += verdict.state == ProxyState::Dead ? 1 : 0;
    QMetaObject::invokeMethod(this, &ProxyChecker::startNext, Qt::QueuedConnection);
    Q_EMIT checked(proxy, verdict);
}

void ProxyChecker::cancel()
{
    if (!m_ground)
        return;
    m_waiting.clear();
    m_known.clear();
    m_running.clear();
    m_progress.total = m_progress.done; // what is added before the end counts on from there
    QMetaObject::invokeMethod(this, &ProxyChecker::endRun, Qt::QueuedConnection);
}

void ProxyChecker::endRun()
{
    if (!m_ground || !m_running.empty() || !m_waiting.isEmpty())
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
