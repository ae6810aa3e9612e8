// SPDX-License-Identifier: GPL-3.0-or-later
// What the desk does by itself, and what it leaves be.
#include "core/proxy/proxypool.h"
#include "tests/core/proxy/desktest.h"

#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

class ProxyScheduleTest final : public DeskTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void asksForLeaveFirst();
    void readsNoFilesBySchedule();
    void asksNothingDirectlyWhileItMayNot();
    void aRunUnderWayBeginsAnewWithoutDirectRequests();
    void sourcesThatCannotBeSavedWait_data();
    void sourcesThatCannotBeSavedWait();
    void cancelledChecksWait();
    void aDeadTestUrlLeavesAllAsTheyWere();
    void sendsNothingWithoutThePassword();
    void readsPasswordsOfNewOnes();
    void ledgersAddUp();
    void aBanEndsInTheTable();
    void theClockMayGoBack();
    void theSameUnderOtherTypes();
    void twoRunsAreOne();
    void cancelInEveryPhase();
    void aHundredThousand();
};

void ProxyScheduleTest::asksForLeaveFirst()
{
    ProxyRecord due = recordOf(*parseProxy(u"203.0.113.1:80"_s));
    due.state = ProxyState::Dead;
    due.nextCheckUtcMs = 1;
    (void)m_store->inner().addProxies({due});
    (void)m_store->inner().saveProxySource(sourceAt(u"http://lists.example/"_s, 1, 1));
    m_desk->setScheduled(true);
    m_desk->setScheduleAllowed(true); // of another project
    open();
    turnTicks();
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 0);
    QCOMPARE(m_world->asked(u"http://lists.example/"_s), 0);
    m_desk->setScheduleAllowed(true);
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 1);
    QTRY_COMPARE(m_world->asked(u"http://lists.example/"_s), 1);
}

void ProxyScheduleTest::readsNoFilesBySchedule()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("203.0.113.1:80\n");
    QVERIFY(file.flush());
    (void)m_store->inner().saveProxySource(sourceAt(file.fileName(), 1, 1));
    open();
    schedule();
    turnTicks();
    QVERIFY(m_store->inner().proxies().value().isEmpty());
    const QFuture<ScrapeReport> asked = m_desk->scrape(sourceAt(file.fileName()), false);
    QTRY_VERIFY(asked.isFinished());
    QCOMPARE(asked.result().added, 1);
}

void ProxyScheduleTest::asksNothingDirectlyWhileItMayNot()
{
    (void)m_store->inner().saveProxySource(sourceAt(u"http://lists.example/"_s, 1, 1));
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    const int direct = m_world->asked(QString::fromLatin1(World::testUrl));
    m_desk->setDirectAllowed(false);
    schedule();
    m_clock.advance(16 * 60'000);
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 2); // the pool stays fresh
    turnTicks();
    QCOMPARE(m_world->asked(QString::fromLatin1(World::testUrl)), direct);
    QCOMPARE(m_world->asked(u"http://lists.example/"_s), 0);
    QTRY_COMPARE(warned(u"cannot be told"_s), 1);
    m_desk->setDirectAllowed(true);
    QTRY_COMPARE(m_world->asked(u"http://lists.example/"_s), 1);
}

void ProxyScheduleTest::aRunUnderWayBeginsAnewWithoutDirectRequests()
{
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    m_world->setSilent(true);
    m_desk->check({});
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 1);
    const int direct = m_world->asked(QString::fromLatin1(World::testUrl));
    m_world->setSilent(false);
    m_desk->setDirectAllowed(false);
    QTRY_COMPARE(stored(1).state, ProxyState::Alive);
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 2);
    QCOMPARE(m_world->asked(QString::fromLatin1(World::testUrl)), direct);
}

void ProxyScheduleTest::sourcesThatCannotBeSavedWait_data()
{
    QTest::addColumn<QString>("location");
    QTest::newRow("the disk is full") << u"http://lists.example/"_s;
    QTest::newRow("a password in it") << u"http://ann:pw@lists.example/"_s;
}

void ProxyScheduleTest::sourcesThatCannotBeSavedWait()
{
    QFETCH(QString, location);
    (void)m_store->inner().saveProxySource(sourceAt(location, 60, 1));
    m_world->setPage("http://lists.example/", "203.0.113.1:80");
    open();
    m_store->setFull(true);
    QSignalSpy sources(m_desk.get(), &ProxyDesk::sourcesChanged);
    schedule();
    QTRY_VERIFY(!sources.isEmpty());
    turnTicks();
    QCOMPARE(sources.size(), 1);
    const auto source = sources.first().first().value<QList<ProxySourceRecord>>().value(0);
    QCOMPARE(source.lastScrapedUtcMs, m_clock.utcMs());
    QVERIFY(!source.trouble.isEmpty());
    QVERIFY(m_world->asked(u"http://lists.example/"_s) <= 1);
}

void ProxyScheduleTest::cancelledChecksWait()
{
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    m_world->setSilent(true);
    schedule();
    m_clock.advance(15 * 60'000);
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 2);
    m_desk->cancelChecks();
    turnTicks();
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 2);
    m_clock.advance(5 * 60'000);
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 3);
}

void ProxyScheduleTest::aDeadTestUrlLeavesAllAsTheyWere()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    const ProxyRecord alive = stored(1);
    const ProxyRecord dead = stored(2);
    m_world->setTestDead(true);
    schedule();
    m_clock.advance(15 * 60'000);
    QTRY_COMPARE(warned(u"the test URL itself does not answer"_s), 1);
    const int direct = m_world->asked(QString::fromLatin1(World::testUrl));
    turnTicks();
    QCOMPARE(m_world->asked(QString::fromLatin1(World::testUrl)), direct);
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 1);
    QCOMPARE(stored(1), alive);
    QCOMPARE(stored(2), dead);
    QCOMPARE(m_desk->pool()->alive(), 1);
    QCOMPARE(warned(u"the test URL itself does not answer"_s), 1);
    m_world->setTestDead(false);
    m_clock.advance(5 * 60'000);
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 2);
}

void ProxyScheduleTest::sendsNothingWithoutThePassword()
{
    open();
    QSignalSpy wanted(m_desk.get(), &ProxyDesk::passwordsWanted);
    addList("http://ann@203.0.113.1:80");
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toStringList(), QStringList{u"ann@203.0.113.1:80"_s});
    m_world->setAlive(u"203.0.113.1"_s);
    QSignalSpy changed(m_desk.get(), &ProxyDesk::changed);
    checkAll();
    QVERIFY(!changed.isEmpty());
    QCOMPARE(changed.last().first().value<QList<ProxyRecord>>().value(0).reason, u"password unknown"_s);
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 0);
    (void)m_secrets->write(u"ann@203.0.113.1:80"_s, "pw");
    m_desk->readPasswords();
    QTRY_COMPARE(stored(1).state, ProxyState::Alive);
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 1);
    QCOMPARE(wanted.size(), 1);
}

void ProxyScheduleTest::readsPasswordsOfNewOnes()
{
    (void)m_secrets->write(u"ann@203.0.113.1:80"_s, "pw");
    open();
    addList("http://ann@203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    QCOMPARE(stored(1).state, ProxyState::Alive);
    QCOMPARE(m_desk->pool()->pick({})->address.password, u"pw"_s);
}

void ProxyScheduleTest::ledgersAddUp()
{
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    for (int session = 1; session <= 2; ++session) {
        checkAll();
        for (int i = 0; i < 3; ++i) {
            m_desk->pool()->report(m_desk->pool()->pick({})->id, u"shop.example"_s, ProxyUse::Answered);
            const QFuture<QList<ProxyHostRecord>> ledger = m_desk->ledger(1);
            QTRY_VERIFY(ledger.isFinished());
            QCOMPARE(ledger.result().value(0).requests, 3 * (session - 1) + i + 1);
        }
        closeProject();
        open();
    }
}

void ProxyScheduleTest::aBanEndsInTheTable()
{
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    QSignalSpy changed(m_desk.get(), &ProxyDesk::changed);
    const auto bans = [&changed] {
        return changed.isEmpty() ? -1 : changed.last().first().value<QList<ProxyRecord>>().value(0).bans;
    };
    m_desk->pool()->report(m_desk->pool()->pick({})->id, u"shop.example"_s, ProxyUse::Banned, u"captcha"_s);
    QTRY_COMPARE(bans(), 1);
    m_clock.advance(10 * 60'000);
    QTRY_COMPARE(bans(), 0);
}

void ProxyScheduleTest::theClockMayGoBack()
{
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    m_clock.advance(qint64(365) * 24 * 3'600'000);
    checkAll();
    QVERIFY(stored(1).nextCheckUtcMs > m_clock.utcMs());
    schedule();
    m_clock.advance(qint64(-365) * 24 * 3'600'000);
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 2); // and is not left alone for a year
    turnTicks();
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 2);
}

void ProxyScheduleTest::theSameUnderOtherTypes()
{
    open();
    m_world->setPage("http://lists.example/", "203.0.113.1:80\n203.0.113.2:80");
    m_world->setPage("http://lists.example/socks5", "203.0.113.1:80\n203.0.113.2:80");
    for (int round = 0; round < 2; ++round) {
        for (const auto &location : {u"http://lists.example/"_s, u"http://lists.example/socks5"_s}) {
            const QFuture<ScrapeReport> report = m_desk->scrape(sourceAt(location), false);
            QTRY_VERIFY(report.isFinished());
            QCOMPARE(report.result().added, round == 0 ? 2 : 0);
        }
    }
    const QList<ProxyRecord> proxies = m_store->inner().proxies().value();
    QCOMPARE(proxies.size(), 4);
    QCOMPARE(proxies.first().key.type, ProxyType::Http);
    QCOMPARE(proxies.last().key.type, ProxyType::Socks5);
}

void ProxyScheduleTest::twoRunsAreOne()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80");
    m_world->setSilent(true);
    m_desk->check({1, 2});
    m_desk->check({});
    m_desk->check({2});
    QTRY_COMPARE(m_world->asked(u"203.0.113.2"_s), 1);
    m_desk->check({1});
    turnTicks();
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 1);
    QCOMPARE(m_world->asked(u"203.0.113.2"_s), 1);
    QSignalSpy progress(m_desk.get(), &ProxyDesk::progressed);
    m_desk->cancelChecks();
    QTRY_VERIFY(!progress.isEmpty() && !progress.last().first().value<CheckProgress>().isRunning);
    m_world->setSilent(false);
    checkAll();
    QCOMPARE(stored(1).checks, 1);
}

void ProxyScheduleTest::cancelInEveryPhase()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80");
    m_world->setAlive(u"203.0.113.1"_s);
    m_desk->cancelChecks(); // nothing runs
    QSignalSpy progress(m_desk.get(), &ProxyDesk::progressed);
    m_world->setSilent(true);
    m_desk->check({});
    m_desk->cancelChecks(); // mostly before the test URL has answered
    QTRY_VERIFY(!progress.isEmpty() && !progress.last().first().value<CheckProgress>().isRunning);
    QCOMPARE(stored(1).state, ProxyState::Unchecked);
    const int asked = m_world->asked(u"203.0.113.1"_s);
    m_desk->check({});
    QTRY_VERIFY(m_world->asked(u"203.0.113.1"_s) > asked);
    m_desk->cancelChecks(); // while proxies are asked,
    m_world->setSilent(false);
    m_desk->check({2}); // and with more to come before it has ended
    QTRY_COMPARE(stored(2).state, ProxyState::Dead);
    QTRY_VERIFY(!progress.last().first().value<CheckProgress>().isRunning);
    QCOMPARE(stored(1).state, ProxyState::Unchecked);
    const CheckProgress last = progress.last().first().value<CheckProgress>();
    QCOMPARE(last.done, last.total);
    m_desk->cancelChecks(); // after its end
    checkAll();
    QCOMPARE(stored(1).state, ProxyState::Alive);
}

void ProxyScheduleTest::aHundredThousand()
{
    QList<ProxyRecord> many;
    for (int i = 0; i < 100'000; ++i) {
        ProxyRecord proxy;
        proxy.key = {ProxyType::Http, {}, u"203.%1.%2.%3"_s.arg(i / 40'000).arg(i / 200 % 200).arg(1 + i % 200), 80};
        proxy.state = i % 2 == 0 ? ProxyState::Alive : ProxyState::Dead;
        many.append(proxy);
    }
    (void)m_store->inner().addProxies(many);
    open();
    QCOMPARE(m_desk->pool()->alive(), 50'000);
    m_world->setSilent(true);
    m_desk->check({});
    QTRY_VERIFY_WITH_TIMEOUT(m_world->asked(u"203.0.0.1"_s) == 1, 60'000);
    QSignalSpy loaded(m_desk.get(), &ProxyDesk::loaded);
    m_desk->setProject(nullptr, nullptr); // in the middle of the run
    m_store->close();
    QCOMPARE(m_desk->pool()->alive(), 0);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(m_store->callsAfterClosing(), 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyScheduleTest)
#include "tst_proxyschedule.moc"
