// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxydesk.h"
#include "tests/core/proxy/deskbench.h"
#include "tests/support/suites.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <utility>

namespace sluice::test {

/// A desk over a World, and what is needed to drive it.
class DeskTest : public QObject
{
protected:
    void begin();
    void end();
    void open();
    void closeProject();
    /// Lets the schedule run, as somebody who said yes.
    void schedule();
    /// Until the schedule has been looked at, more than once.
    void turnTicks();
    void addList(const QByteArray &list);
    void checkAll();
    [[nodiscard]] core::ProxyRecord stored(qint64 id);
    /// How many warnings say this.
    [[nodiscard]] int warned(const QString &text) const;

    SharedClock m_clock;
    std::shared_ptr<World> m_world;
    std::unique_ptr<WatchedStore> m_store;
    std::unique_ptr<core::SessionSecretStore> m_secrets;
    std::unique_ptr<core::ProxyDesk> m_desk;
    std::unique_ptr<QSignalSpy> m_warnings;
};

inline core::ProxySourceRecord sourceAt(const QString &location, int everyMinutes = 0, qint64 lastScrapedUtcMs = 0)
{
    core::ProxySourceRecord source;
    source.location = location;
    source.everyMinutes = everyMinutes;
    source.lastScrapedUtcMs = lastScrapedUtcMs;
    return source;
}

inline void DeskTest::begin()
{
    failOnAnyWarning();
    m_world = std::make_shared<World>();
    m_store = std::make_unique<WatchedStore>();
    m_secrets = std::make_unique<core::SessionSecretStore>();
    core::DeskParts parts;
    parts.makeFetcher = [world = m_world](const core::CheckSettings &) {
        return std::make_unique<WorldFetcher>(world);
    };
    parts.tickMs = 5;
    m_desk = std::make_unique<core::ProxyDesk>(m_clock, parts);
    m_warnings = std::make_unique<QSignalSpy>(m_desk.get(), &core::ProxyDesk::warned);
    core::CheckSettings settings;
    settings.testUrl = QString::fromLatin1(World::testUrl);
    m_desk->setSettings(settings);
}

inline void DeskTest::end()
{
    m_desk.reset();
}

inline void DeskTest::open()
{
    QSignalSpy loaded(m_desk.get(), &core::ProxyDesk::loaded);
    m_desk->setProject(m_store.get(), m_secrets.get());
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 60'000);
}

/// Also told as loaded; the next project must not be taken for it.
inline void DeskTest::closeProject()
{
    QSignalSpy loaded(m_desk.get(), &core::ProxyDesk::loaded);
    m_desk->setProject(nullptr, nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 60'000);
}

inline void DeskTest::schedule()
{
    m_desk->setScheduled(true);
    m_desk->setScheduleAllowed(true);
}

inline void DeskTest::turnTicks()
{
    const int before = m_clock.looks();
    QTRY_VERIFY_WITH_TIMEOUT(m_clock.looks() > before + 60, 60'000); // each tick looks some times
    const QFuture<QList<core::ProxyCheckRecord>> asked = m_desk->history(0);
    QTRY_VERIFY_WITH_TIMEOUT(asked.isFinished(), 60'000);
}

inline void DeskTest::addList(const QByteArray &list)
{
    const QFuture<core::ScrapeReport> report = m_desk->add(list);
    QTRY_VERIFY_WITH_TIMEOUT(report.isFinished(), 60'000);
}

inline void DeskTest::checkAll()
{
    QSignalSpy progress(m_desk.get(), &core::ProxyDesk::progressed);
    m_desk->check({});
    QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty() && !progress.last().first().value<core::CheckProgress>().isRunning,
                             60'000);
}

inline core::ProxyRecord DeskTest::stored(qint64 id)
{
    const auto proxies = m_store->inner().proxies();
    for (const core::ProxyRecord &proxy : *proxies) {
        if (proxy.id == id)
            return proxy;
    }
    return {};
}

inline int DeskTest::warned(const QString &text) const
{
    return int(std::ranges::count_if(std::as_const(*m_warnings), [&text](const QList<QVariant> &line) {
        return line.first().toString().contains(text);
    }));
}

} // namespace sluice::test
