// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxypool.h"
#include "tests/core/proxy/desktest.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

class ProxyDeskTest final : public DeskTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void loadsWhatThereIs();
    void addsLists();
    void keepsPasswordsApart();
    void tellsWhenPasswordsCannotBeKept();
    void tellsWhenNothingCanBeKept();
    void keepsSources();
    void refusesPasswordsInSources();
    void checks();
    void checksThoseThatWereNamed();
    void leavesTheUnsupportedAlone();
    void tellsOfManyInGroups();
    void looksAgainOnSchedule();
    void scrapesWhenTooFewAreAlive();
    void notesWhoDiesInUse();
    void keepsTheLedger();
    void removes();
    void keepsWhatWasFoundWhenTheProjectGoes();
    void diesInTheMiddle();
    void doesNothingWithoutAProject();
};

void ProxyDeskTest::loadsWhatThereIs()
{
    ProxyRecord alive = recordOf(*parseProxy(u"http://ann@203.0.113.1:80"_s));
    alive.state = ProxyState::Alive;
    (void)m_store->inner().addProxies({alive, recordOf(*parseProxy(u"203.0.113.2:80"_s))});
    (void)m_store->inner().saveProxySource(sourceAt(u"http://lists.example/"_s));
    (void)m_secrets->write(u"ann@203.0.113.1:80"_s, "pw");
    QSignalSpy loaded(m_desk.get(), &ProxyDesk::loaded);
    m_desk->setProject(m_store.get(), m_secrets.get());
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded.first().at(0).value<QList<ProxyRecord>>(), m_store->inner().proxies().value());
    QCOMPARE(loaded.first().at(1).value<QList<ProxySourceRecord>>().size(), 1);
    QCOMPARE(m_desk->pool()->alive(), 1);
    const auto pick = m_desk->pool()->pick({});
    QVERIFY(pick.has_value());
    QCOMPARE(pick->address.password, u"pw"_s);
    m_desk->pool()->report(pick->id, {}, ProxyUse::Abandoned);
}

void ProxyDeskTest::addsLists()
{
    open();
    QSignalSpy changed(m_desk.get(), &ProxyDesk::changed);
    const QFuture<ScrapeReport> first = m_desk->add("203.0.113.1:80\nrubbish\n203.0.113.2:80", u"pasted"_s);
    QTRY_VERIFY(first.isFinished());
    const ScrapeReport report = first.result();
    QCOMPARE(report.added, 2);
    QCOMPARE(report.proxies, (QList<qint64>{1, 2}));
    QCOMPARE(report.refused.size(), 1);
    QCOMPARE(report.source.found, 2);
    QCOMPARE(stored(1).source, u"pasted"_s);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().value<QList<ProxyRecord>>().size(), 2);

    const QFuture<ScrapeReport> second = m_desk->add("203.0.113.2:80\n203.0.113.3:80", {}, ProxyType::Socks5);
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.result().added, 2);
    const QFuture<ScrapeReport> third = m_desk->add("http://203.0.113.2:80");
    QTRY_VERIFY(third.isFinished());
    QCOMPARE(third.result().added, 0);
    QCOMPARE(third.result().proxies, QList<qint64>{2});
}

void ProxyDeskTest::keepsPasswordsApart()
{
    open();
    addList("http://ann:canary@203.0.113.1:80");
    QCOMPARE(m_secrets->read(u"ann@203.0.113.1:80"_s).value(), QByteArray("canary"));
    const ProxyRecord proxy = stored(1);
    QCOMPARE(proxy.key.text(), u"http://ann@203.0.113.1:80"_s);
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    QCOMPARE(m_desk->pool()->pick({})->address.password, u"canary"_s);
}

void ProxyDeskTest::tellsWhenPasswordsCannotBeKept()
{
    EnvSecretStore readOnly;
    QSignalSpy loaded(m_desk.get(), &ProxyDesk::loaded);
    m_desk->setProject(m_store.get(), &readOnly);
    QTRY_COMPARE(loaded.size(), 1);
    addList("http://ann:canary@203.0.113.1:80");
    QTRY_COMPARE(m_warnings->size(), 1);
    QVERIFY(m_warnings->first().first().toString().contains("this session only"_L1));
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    QCOMPARE(m_desk->pool()->pick({})->address.password, u"canary"_s);
    m_desk->setProject(nullptr, nullptr);
}

void ProxyDeskTest::tellsWhenNothingCanBeKept()
{
    open();
    m_store->setFull(true);
    const QFuture<ScrapeReport> report = m_desk->add("203.0.113.1:80");
    QTRY_VERIFY(report.isFinished());
    QCOMPARE(report.result().source.trouble, u"its proxies cannot be kept: the disk is full"_s);
    QTRY_COMPARE(m_warnings->size(), 1);
}

void ProxyDeskTest::keepsSources()
{
    open();
    QSignalSpy sources(m_desk.get(), &ProxyDesk::sourcesChanged);
    m_world->setPage("http://lists.example/", "<table><tr><th>IP<th>Port<tr><td>203.0.113.1<td>80");
    const QFuture<ScrapeReport> once = m_desk->scrape(sourceAt(u"http://lists.example/"_s), false);
    QTRY_VERIFY(once.isFinished());
    QCOMPARE(once.result().added, 1);
    QCOMPARE(sources.size(), 0);

    const QFuture<ScrapeReport> kept = m_desk->scrape(sourceAt(u"http://lists.example/"_s), true);
    QTRY_VERIFY(kept.isFinished());
    QTRY_COMPARE(sources.size(), 1);
    QCOMPARE(m_store->inner().proxySources().value().value(0).layout, u"table: ip, port"_s);

    m_world->setPage("http://lists.example/", "<p>Sorry</p>");
    const QFuture<ScrapeReport> again = m_desk->scrape(sourceAt(u"http://lists.example/"_s), false);
    QTRY_VERIFY(again.isFinished());
    QVERIFY(again.result().source.trouble.startsWith("it gives no proxies any more"_L1));
    const auto inStore = m_store->inner().proxySources().value();
    QCOMPARE(inStore.size(), 1);
    QCOMPARE(inStore.first(), again.result().source);

    m_desk->removeSource(inStore.first().id);
    QTRY_COMPARE(sources.size(), 3);
    QVERIFY(m_store->inner().proxySources().value().isEmpty());
}

void ProxyDeskTest::refusesPasswordsInSources()
{
    open();
    const QFuture<ScrapeReport> report = m_desk->scrape(sourceAt(u"http://ann:canary@lists.example/"_s), true);
    QTRY_VERIFY(report.isFinished());
    QVERIFY(!report.result().source.trouble.isEmpty());
    m_desk->saveSource(sourceAt(u"http://ann:canary@lists.example/"_s));
    QTRY_COMPARE(m_warnings->size(), 1);
    QVERIFY(!m_warnings->first().first().toString().contains("canary"_L1));
    QVERIFY(m_store->inner().proxySources().value().isEmpty());
}

void ProxyDeskTest::checks()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80");
    m_world->setAlive(u"203.0.113.1"_s);
    m_clock.advance(60'000);
    checkAll();
    const ProxyRecord alive = stored(1);
    QCOMPARE(alive.state, ProxyState::Alive);
    QCOMPARE(alive.totalMs, 3);
    QCOMPARE(alive.lastCheckedUtcMs, m_clock.utcMs());
    QCOMPARE(alive.nextCheckUtcMs, m_clock.utcMs() + 15 * 60'000);
    QCOMPARE(alive.successes, 1);
    QCOMPARE(alive.latencyMedianMs, 3);
    const ProxyRecord dead = stored(2);
    QCOMPARE(dead.state, ProxyState::Dead);
    QVERIFY(dead.reason.contains("403"_L1));
    QCOMPARE(dead.deadInARow, 1);
    QVERIFY(dead.nextCheckUtcMs > m_clock.utcMs() && dead.nextCheckUtcMs <= m_clock.utcMs() + 5 * 60'000);
    QCOMPARE(m_desk->pool()->alive(), 1);

    m_world->setAlive(u"203.0.113.1"_s, false);
    checkAll();
    QCOMPARE(stored(1).state, ProxyState::Dead);
    QCOMPARE(stored(1).checks, 2);
    QCOMPARE(stored(1).successes, 1);
    QCOMPARE(stored(2).deadInARow, 2);
    QCOMPARE(m_desk->pool()->alive(), 0);
    const QFuture<QList<ProxyCheckRecord>> history = m_desk->history(1);
    QTRY_VERIFY(history.isFinished());
    QCOMPARE(history.result().size(), 2);
    QVERIFY(!history.result().first().isAlive);
}

void ProxyDeskTest::checksThoseThatWereNamed()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80\n203.0.113.3:80");
    QSignalSpy progress(m_desk.get(), &ProxyDesk::progressed);
    m_desk->check({2, 77});
    QTRY_VERIFY(!progress.isEmpty() && !progress.last().first().value<CheckProgress>().isRunning);
    QCOMPARE(progress.last().first().value<CheckProgress>().total, 1);
    QCOMPARE(stored(1).state, ProxyState::Unchecked);
    QCOMPARE(stored(2).state, ProxyState::Dead);
}

void ProxyDeskTest::leavesTheUnsupportedAlone()
{
    open();
    addList("socks4://203.0.113.1:80\n203.0.113.2:80");
    checkAll();
    QCOMPARE(stored(1).state, ProxyState::Unsupported);
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 0);
}

void ProxyDeskTest::tellsOfManyInGroups()
{
    open();
    QByteArray list;
    for (int i = 0; i < 1'000; ++i) {
        const QString host = u"203.0.%1.%2"_s.arg(i / 250).arg(1 + i % 250);
        list += host.toLatin1() + ":80\n";
        m_world->setAlive(host, i % 2 == 0);
    }
    addList(list);
    QSignalSpy changed(m_desk.get(), &ProxyDesk::changed);
    QElapsedTimer time;
    time.start();
    checkAll();
    const auto checked = [&changed] {
        QSet<qint64> ids;
        for (const auto &group : std::as_const(changed)) {
            for (const ProxyRecord &proxy : group.first().value<QList<ProxyRecord>>())
                ids.insert(proxy.state == ProxyState::Unchecked ? 0 : proxy.id);
        }
        return ids.size() - (ids.contains(0) ? 1 : 0);
    };
    QTRY_COMPARE_WITH_TIMEOUT(checked(), 1'000, 60'000);
    QVERIFY2(changed.size() <= time.elapsed() / 90 + 2, qPrintable(QString::number(changed.size())));
    QCOMPARE(m_desk->pool()->alive(), 500);
}

void ProxyDeskTest::looksAgainOnSchedule()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80\n203.0.113.3:80");
    m_world->setAlive(u"203.0.113.1"_s);
    QSignalSpy progress(m_desk.get(), &ProxyDesk::progressed);
    m_desk->check({1, 2});
    QTRY_VERIFY(!progress.isEmpty() && !progress.last().first().value<CheckProgress>().isRunning);
    m_clock.advance(5 * 60'000);
    QCOMPARE(m_world->asked(u"203.0.113.2"_s), 1); // nobody asked for a schedule
    schedule();
    QTRY_COMPARE(m_world->asked(u"203.0.113.2"_s), 2);
    QCOMPARE(m_world->asked(u"203.0.113.1"_s), 1);
    m_clock.advance(10 * 60'000);
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 2);
    QCOMPARE(m_world->asked(u"203.0.113.3"_s), 0);
}

void ProxyDeskTest::scrapesWhenTooFewAreAlive()
{
    (void)m_store->inner().saveProxySource(sourceAt(u"http://lists.example/"_s, 60, m_clock.utcMs()));
    (void)m_store->inner().saveProxySource(sourceAt(u"http://asked.example/"_s));
    m_world->setPage("http://lists.example/", "203.0.113.1:80\n203.0.113.2:80");
    m_world->setAlive(u"203.0.113.1"_s);
    open();
    schedule();
    m_clock.advance(5 * 60'000 - 1);
    const QFuture<QList<ProxyCheckRecord>> later = m_desk->history(1); // ticks have gone by once it is there
    QTRY_VERIFY(later.isFinished());
    QCOMPARE(m_world->asked(u"http://lists.example/"_s), 0);
    m_clock.advance(1);
    QTRY_COMPARE(m_desk->pool()->alive(), 1);
    QTRY_COMPARE(m_world->asked(u"203.0.113.2"_s), 1);
    QCOMPARE(m_world->asked(u"http://lists.example/"_s), 1);
    QCOMPARE(m_world->asked(u"http://asked.example/"_s), 0);
    QCOMPARE(m_store->inner().proxySources().value().first().found, 2);
}

void ProxyDeskTest::notesWhoDiesInUse()
{
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    for (int i = 0; i < ProxyPool::errorsForDead; ++i) {
        const auto pick = m_desk->pool()->pick({});
        QVERIFY(pick.has_value());
        m_desk->pool()->report(pick->id, u"shop.example"_s, ProxyUse::NetworkError, u"connection refused"_s);
    }
    QTRY_COMPARE(stored(1).state, ProxyState::Dead);
    QVERIFY(!stored(1).reason.isEmpty());
    QCOMPARE(stored(1).deadInARow, 1);
    QVERIFY(stored(1).nextCheckUtcMs > 0);
    schedule();
    m_clock.advance(5 * 60'000);
    QTRY_COMPARE(m_desk->pool()->alive(), 1);
}

void ProxyDeskTest::keepsTheLedger()
{
    open();
    addList("203.0.113.1:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    m_desk->pool()->report(m_desk->pool()->pick({})->id, u"shop.example"_s, ProxyUse::Banned, u"status 403"_s);
    const QFuture<QList<ProxyHostRecord>> ledger = m_desk->ledger(1);
    QTRY_VERIFY(ledger.isFinished());
    QCOMPARE(ledger.result().size(), 1);
    QCOMPARE(ledger.result().first().host, u"shop.example"_s);
    QCOMPARE(ledger.result().first().reason, u"status 403"_s);
    QCOMPARE(m_store->inner().proxyHosts().value(), ledger.result());
}

void ProxyDeskTest::removes()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80");
    m_world->setSilent(true);
    m_desk->check({});
    QTRY_COMPARE(m_world->asked(u"203.0.113.1"_s), 1);
    QSignalSpy removed(m_desk.get(), &ProxyDesk::removed);
    m_desk->remove({1});
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(m_store->inner().proxies().value().size(), 1);
    QSignalSpy progress(m_desk.get(), &ProxyDesk::progressed);
    m_desk->cancelChecks();
    QTRY_VERIFY(!progress.isEmpty() && !progress.last().first().value<CheckProgress>().isRunning);
    addList("203.0.113.1:80");
    QCOMPARE(m_store->inner().proxies().value().size(), 2);
}

void ProxyDeskTest::keepsWhatWasFoundWhenTheProjectGoes()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80");
    m_world->setAlive(u"203.0.113.1"_s);
    checkAll();
    const auto pool = m_desk->pool();
    pool->report(pool->pick({})->id, u"shop.example"_s, ProxyUse::Banned, u"status 403"_s);
    m_world->setSilent(true);
    m_desk->check({});
    QTRY_COMPARE(m_world->asked(u"203.0.113.2"_s), 2);
    m_desk->setProject(nullptr, nullptr);
    m_store->close();
    QCOMPARE(stored(1).state, ProxyState::Alive);
    QCOMPARE(m_store->inner().proxyHosts().value().size(), 1);
    QCOMPARE(pool->alive(), 0);
    QSignalSpy loaded(m_desk.get(), &ProxyDesk::loaded);
    m_desk->setProject(nullptr, nullptr);
    QTRY_VERIFY(!loaded.isEmpty());
    QCOMPARE(m_store->callsAfterClosing(), 0);
}

void ProxyDeskTest::diesInTheMiddle()
{
    open();
    addList("203.0.113.1:80\n203.0.113.2:80");
    m_world->setSilent(true);
    m_desk->check({});
    const QFuture<ScrapeReport> scrape = m_desk->scrape(sourceAt(u"http://lists.example/"_s), true);
    const QFuture<ScrapeReport> add = m_desk->add("203.0.113.3:80");
    m_desk.reset();
    m_store->close();
    QVERIFY(scrape.isFinished());
    QVERIFY(add.isFinished());
    QCOMPARE(m_store->callsAfterClosing(), 0);
}

void ProxyDeskTest::doesNothingWithoutAProject()
{
    const QFuture<ScrapeReport> report = m_desk->add("203.0.113.1:80");
    QTRY_VERIFY(report.isFinished());
    QCOMPARE(report.result().source.trouble, u"no project is open"_s);
    m_desk->saveSource(sourceAt(u"http://lists.example/"_s));
    m_desk->removeSource(1);
    m_desk->remove({1});
    m_desk->check({});
    m_desk->cancelChecks();
    const QFuture<QList<ProxyCheckRecord>> history = m_desk->history(1);
    QTRY_VERIFY(history.isFinished());
    QVERIFY(history.result().isEmpty());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyDeskTest)
#include "tst_proxydesk.moc"
