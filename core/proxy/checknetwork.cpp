// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/checknetwork.h"

#include "core/net/networkfetcher.h"

#include <algorithm>

namespace sluice::core {

namespace {

/// A check may ask a judge in the clear and through a tunnel while the next one begins.
constexpr int spareManagers = 16;
constexpr int maximumManagers = 256;

std::unique_ptr<Fetcher> networkFetcher(const CheckSettings &settings)
{
    NetworkSettings network;
    network.maximumManagers = std::clamp(settings.concurrency + spareManagers, spareManagers, maximumManagers);
    network.extraCaPem = settings.extraCaPem;
    return std::make_unique<NetworkFetcher>(network);
}

} // namespace

struct CheckNetwork::Engine
{
    Engine(std::unique_ptr<Fetcher> taken, const Clock &clock, const ScrapeLimits &limits)
        : fetcher(std::move(taken))
        , checker(*fetcher, clock)
        , scraper(*fetcher, clock, limits)
    {}

    std::unique_ptr<Fetcher> fetcher;
    ProxyChecker checker;
    ProxyScraper scraper;
};

CheckNetwork::CheckNetwork(const Clock &clock, DeskParts parts, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_parts(std::move(parts))
{
    m_idle.setInterval(m_parts.idleMs);
    connect(&m_idle, &QTimer::timeout, this, &CheckNetwork::rest);
}

CheckNetwork::~CheckNetwork() = default;

void CheckNetwork::setSettings(const CheckSettings &settings)
{
    m_isStale =
        m_isStale || settings.extraCaPem != m_settings.extraCaPem || settings.concurrency != m_settings.concurrency;
    m_settings = settings;
    if (m_engine)
        m_engine->checker.setSettings(settings);
}

void CheckNetwork::check(const QList<CheckSubject> &subjects)
{
    if (!subjects.isEmpty())
        engine().checker.check(subjects);
}

void CheckNetwork::cancelChecks()
{
    if (m_engine)
        m_engine->checker.cancel();
}

bool CheckNetwork::isChecking() const
{
    return m_engine && m_engine->checker.progress().isRunning;
}

int CheckNetwork::scrape(const ProxySourceRecord &source, ProxyScraper::Done done)
{
    ++m_scrapes;
    return engine().scraper.scrape(source, [this, done = std::move(done)](ScrapedSource outcome) {
        --m_scrapes;
        done(std::move(outcome));
    });
}

void CheckNetwork::cancelScrape(int number)
{
    if (m_engine)
        m_engine->scraper.cancel(number);
}

void CheckNetwork::drop()
{
    const bool wasChecking = isChecking();
    m_engine.reset();
    m_scrapes = 0;
    m_idle.stop();
    if (wasChecking)
        Q_EMIT progressed({});
}

bool CheckNetwork::isBusy() const
{
    return m_scrapes > 0 || isChecking();
}

void CheckNetwork::rest()
{
    if (isBusy())
        return;
    m_engine.reset();
    m_idle.stop();
}

CheckNetwork::Engine &CheckNetwork::engine()
{
    if (m_engine && m_isStale && !isBusy()) // later: it may be calling back just now
        QMetaObject::invokeMethod(
            this, [old = std::shared_ptr<Engine>(std::move(m_engine))] {}, Qt::QueuedConnection);
    m_idle.start();
    if (m_engine)
        return *m_engine;
    m_isStale = false;
    auto fetcher = m_parts.makeFetcher ? m_parts.makeFetcher(m_settings) : networkFetcher(m_settings);
    m_engine = std::make_unique<Engine>(std::move(fetcher), m_clock, m_parts.scrape);
    m_engine->checker.setSettings(m_settings);
    connect(&m_engine->checker, &ProxyChecker::checked, this, &CheckNetwork::checked);
    connect(&m_engine->checker, &ProxyChecker::progressed, this, &CheckNetwork::progressed);
    connect(&m_engine->checker, &ProxyChecker::warned, this, &CheckNetwork::warned);
    return *m_engine;
}

} // namespace sluice::core
