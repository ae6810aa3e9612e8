// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/health.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace core;

class HealthTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void plansTheNextCheck_data();
    void plansTheNextCheck();
    void isDueWhenItsTimeHasCome();
    void scrapesWhenDue_data();
    void scrapesWhenDue();
    void survivesAClockThatWasPutBack();
};

constexpr qint64 minute = 60'000;

void HealthTest::plansTheNextCheck_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("deaths");
    QTest::addColumn<double>("random");
    QTest::addColumn<qint64>("delay");

    const auto row = [](const char *name, ProxyState state, int deaths, double random, qint64 delay) {
        QTest::newRow(name) << int(state) << deaths << random << delay;
    };
    row("alive", ProxyState::Alive, 0, 0.3, 15 * minute);
    row("dead once, at most", ProxyState::Dead, 1, 1, 5 * minute);
    row("dead once, half", ProxyState::Dead, 1, 0.5, 5 * minute / 2);
    row("dead once, at least", ProxyState::Dead, 1, 0, 1);
    row("dead twice", ProxyState::Dead, 2, 1, 10 * minute);
    row("dead three times", ProxyState::Dead, 3, 1, 20 * minute);
    row("dead four times", ProxyState::Dead, 4, 1, 40 * minute);
    row("dead five times", ProxyState::Dead, 5, 1, 60 * minute);
    row("dead very often", ProxyState::Dead, 1'000'000, 1, 60 * minute);
    row("dead very often, half", ProxyState::Dead, 1'000'000, 0.5, 30 * minute);
    row("died in use", ProxyState::Dead, 0, 1, 5 * minute);
    row("unchecked", ProxyState::Unchecked, 0, 1, 0);
    row("unsupported", ProxyState::Unsupported, 0, 1, 0);
}

void HealthTest::plansTheNextCheck()
{
    QFETCH(const int, state);
    QFETCH(const int, deaths);
    QFETCH(const double, random);
    ProxyRecord proxy;
    proxy.state = ProxyState(state);
    proxy.deadInARow = deaths;
    QTEST(nextCheckDelayMs(proxy, {}, random), "delay");
}

void HealthTest::isDueWhenItsTimeHasCome()
{
    FakeClock clock;
    const auto now = [&clock] { return clock.utcNow().toMSecsSinceEpoch(); };
    ProxyRecord proxy;
    QVERIFY(!isCheckDue(proxy, now()));
    proxy.state = ProxyState::Dead;
    proxy.nextCheckUtcMs = now() + nextCheckDelayMs(proxy, {}, 1);
    clock.advance(5 * minute - 1);
    QVERIFY(!isCheckDue(proxy, now()));
    clock.advance(1);
    QVERIFY(isCheckDue(proxy, now()));
    proxy.state = ProxyState::Unsupported;
    QVERIFY(!isCheckDue(proxy, now()));
}

void HealthTest::scrapesWhenDue_data()
{
    QTest::addColumn<int>("every");
    QTest::addColumn<qint64>("since");
    QTest::addColumn<int>("alive");
    QTest::addColumn<bool>("isDue");

    QTest::newRow("only when asked") << 0 << 1'000 * minute << 0 << false;
    QTest::newRow("not yet") << 60 << 60 * minute - 1 << 5 << false;
    QTest::newRow("its time has come") << 60 << 60 * minute << 5 << true;
    QTest::newRow("too few alive") << 60 << 5 * minute << 4 << true;
    QTest::newRow("too few alive, but just scraped") << 60 << 5 * minute - 1 << 4 << false;
    QTest::newRow("often anyway") << 1 << minute << 0 << true;
}

void HealthTest::scrapesWhenDue()
{
    QFETCH(const int, every);
    QFETCH(const qint64, since);
    QFETCH(const int, alive);
    FakeClock clock;
    ProxySourceRecord source;
    source.everyMinutes = every;
    source.lastScrapedUtcMs = clock.utcNow().toMSecsSinceEpoch();
    clock.advance(since);
    const qint64 now = clock.utcNow().toMSecsSinceEpoch();
    QTEST(isScrapeDue(source, alive, {}, now), "isDue");
    HealthSettings asked;
    asked.isScrapingDue = false;
    QVERIFY(!isScrapeDue(source, alive, asked, now));
}

void HealthTest::survivesAClockThatWasPutBack()
{
    FakeClock clock;
    ProxySourceRecord source;
    source.everyMinutes = 60;
    source.lastScrapedUtcMs = clock.utcNow().addYears(10).toMSecsSinceEpoch();
    QVERIFY(isScrapeDue(source, 5, {}, clock.utcNow().toMSecsSinceEpoch()));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::HealthTest)
#include "tst_health.moc"
