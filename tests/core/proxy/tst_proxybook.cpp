// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyaddress.h"
#include "core/proxy/proxybook.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

class ProxyBookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesVerdicts();
    void countsFromTheNewest();
    void goesOnFromTheProjectsHistory();
    void leavesTheUnjudgedAsTheyAre();
    void takesDeathsInUse();
    void keepsWhatChecksFoundWhenListsComeAgain();
    void countsBans();
    void countsBansOfBefore();
    void putsChecksOff();
    void forgets();
    void ignoresStrangers();

private:
    ProxyBook m_book;
};

static ProxyRecord numbered(qint64 id)
{
    ProxyRecord proxy = recordOf(*parseProxy(u"203.0.113.%1:80"_s.arg(id)));
    proxy.id = id;
    return proxy;
}

static CheckVerdict verdictOf(ProxyState state, int totalMs, qint64 atUtcMs = 1'000)
{
    CheckVerdict verdict;
    verdict.state = state;
    verdict.totalMs = totalMs;
    verdict.atUtcMs = atUtcMs;
    verdict.reason = state == ProxyState::Dead ? u"silent"_s : QString();
    return verdict;
}

void ProxyBookTest::init()
{
    failOnAnyWarning();
    m_book.load({numbered(1), numbered(2)}, {});
}

void ProxyBookTest::takesVerdicts()
{
    CheckVerdict alive = verdictOf(ProxyState::Alive, 30);
    alive.anonymity = Anonymity::Elite;
    alive.exitAddress = u"203.0.113.9"_s;
    alive.connectMs = 10;
    alive.firstByteMs = 20;
    ProxyRecord proxy = m_book.note(1, alive, {}, 0.5);
    QCOMPARE(proxy.state, ProxyState::Alive);
    QCOMPARE(proxy.anonymity, Anonymity::Elite);
    QCOMPARE(proxy.exitAddress, u"203.0.113.9"_s);
    QCOMPARE(proxy.connectMs, 10);
    QCOMPARE(proxy.firstByteMs, 20);
    QCOMPARE(proxy.totalMs, 30);
    QCOMPARE(proxy.nextCheckUtcMs, 1'000 + 15 * 60'000);
    QCOMPARE(m_book.alive(), 1);

    proxy = m_book.note(1, verdictOf(ProxyState::Dead, -1, 2'000), {}, 0.5);
    QCOMPARE(proxy.reason, u"silent"_s);
    QCOMPARE(proxy.deadInARow, 1);
    QCOMPARE(proxy.lastCheckedUtcMs, 2'000);
    QCOMPARE(proxy.nextCheckUtcMs, 2'000 + 150'000);
    QCOMPARE(proxy.anonymity, Anonymity::Elite);
    QCOMPARE(m_book.alive(), 0);
    QCOMPARE(m_book.due(2'000 + 149'999), QList<qint64>());
    QCOMPARE(m_book.due(2'000 + 150'000), QList<qint64>{1});
    proxy = m_book.note(1, verdictOf(ProxyState::Alive, 30), {}, 0.5); // no judge saw it
    QCOMPARE(proxy.deadInARow, 0);
    QCOMPARE(proxy.anonymity, Anonymity::Elite);
    QCOMPARE(proxy.exitAddress, u"203.0.113.9"_s);
    QCOMPARE(m_book.takeChanged().size(), 1);
    QVERIFY(!m_book.hasChanged());
}

void ProxyBookTest::countsFromTheNewest()
{
    for (int i = 0; i < 50; ++i)
        (void)m_book.note(1, verdictOf(ProxyState::Dead, -1), {}, 0);
    ProxyRecord proxy;
    for (int i = 1; i <= 190; ++i)
        proxy = m_book.note(1, verdictOf(ProxyState::Alive, i), {}, 0);
    QCOMPARE(proxy.checks, 200);
    QCOMPARE(proxy.successes, 190);
    QCOMPARE(proxy.latencyMedianMs, 95);
    QCOMPARE(proxy.latency95Ms, 181);
}

void ProxyBookTest::goesOnFromTheProjectsHistory()
{
    ProxyCheckRecord newest;
    newest.isAlive = true;
    newest.totalMs = 100;
    QVERIFY(!m_book.hasPast(1));
    m_book.setPast(1, {newest, ProxyCheckRecord()});
    QVERIFY(m_book.hasPast(1));
    const ProxyRecord proxy = m_book.note(1, verdictOf(ProxyState::Alive, 200), {}, 0);
    QCOMPARE(proxy.checks, 3);
    QCOMPARE(proxy.successes, 2);
    QCOMPARE(proxy.latencyMedianMs, 100);
    QCOMPARE(proxy.latency95Ms, 200);
}

void ProxyBookTest::leavesTheUnjudgedAsTheyAre()
{
    const ProxyRecord alive = m_book.note(1, verdictOf(ProxyState::Alive, 1), {}, 0);
    ProxyRecord after = m_book.note(1, verdictOf(ProxyState::Unchecked, -1, 5'000), {}, 0);
    QCOMPARE(after.nextCheckUtcMs, 5'000 + 5 * 60'000);
    after.nextCheckUtcMs = alive.nextCheckUtcMs;
    QCOMPARE(after, alive);
    CheckVerdict nothing = verdictOf(ProxyState::Unchecked, -1);
    nothing.reason = u"no judge"_s;
    after = m_book.note(2, nothing, {}, 0);
    QCOMPARE(after.state, ProxyState::Unchecked);
    QCOMPARE(after.reason, u"no judge"_s);
    QCOMPARE(after.lastCheckedUtcMs, 0);
}

void ProxyBookTest::takesDeathsInUse()
{
    (void)m_book.note(1, verdictOf(ProxyState::Alive, 1), {}, 0);
    ProxyRecord died = numbered(1);
    died.reason = u"five errors"_s;
    const ProxyRecord proxy = m_book.noteDeath(died, 9'000, {}, 0.5);
    QCOMPARE(proxy.state, ProxyState::Dead);
    QCOMPARE(proxy.reason, u"five errors"_s);
    QCOMPARE(proxy.nextCheckUtcMs, 9'000 + 150'000);
    QCOMPARE(proxy.totalMs, 1);
}

void ProxyBookTest::keepsWhatChecksFoundWhenListsComeAgain()
{
    (void)m_book.note(1, verdictOf(ProxyState::Alive, 1), {}, 0);
    ProxyRecord listed = numbered(1);
    listed.country = u"Germany"_s;
    m_book.put({listed, numbered(3)});
    QCOMPARE(m_book.find(1)->state, ProxyState::Alive);
    QCOMPARE(m_book.find(1)->country, u"Germany"_s);
    QVERIFY(m_book.knows(numbered(3).key));
    QCOMPARE(m_book.all().size(), 3);
}

void ProxyBookTest::countsBans()
{
    const auto line = [](const QString &host, qint64 until) {
        ProxyHostRecord record;
        record.proxy = 1;
        record.host = host;
        record.bannedUntilUtcMs = until;
        return record;
    };
    m_book.note({line(u"b.example"_s, 2'000), line(u"a.example"_s, 500), line(u"c.example"_s, 2'000)}, 1'000);
    QCOMPARE(m_book.find(1)->bans, 2);
    QCOMPARE(m_book.takeChanged().size(), 1);
    m_book.note({line(u"b.example"_s, 0)}, 1'000);
    QCOMPARE(m_book.find(1)->bans, 1);
    QCOMPARE(m_book.takeChanged().size(), 1);
    m_book.endBans(1'999);
    QVERIFY(!m_book.hasChanged());
    m_book.endBans(2'000); // nobody asks that host meanwhile
    QCOMPARE(m_book.find(1)->bans, 0);
    QCOMPARE(m_book.takeChanged().size(), 1);
    m_book.endBans(3'000);
    QVERIFY(!m_book.hasChanged());
}

void ProxyBookTest::countsBansOfBefore()
{
    ProxyRecord proxy = numbered(1);
    proxy.bans = 2; // as the project counts them
    m_book.load({proxy}, {{1, u"a"_s, 0, 0, 500, 1, {}}, {1, u"b"_s, 0, 0, 900, 1, {}}, {7, u"b"_s, 0, 0, 900, 1, {}}});
    m_book.endBans(100);
    QCOMPARE(m_book.find(1)->bans, 2);
    m_book.endBans(500);
    QCOMPARE(m_book.find(1)->bans, 1);
    m_book.endBans(900);
    QCOMPARE(m_book.find(1)->bans, 0);
    QCOMPARE(m_book.all().size(), 1);
}

void ProxyBookTest::putsChecksOff()
{
    m_book.postpone(1, 5'000, u"later"_s); // none is planned
    QCOMPARE(m_book.find(1)->nextCheckUtcMs, 0);
    QCOMPARE(m_book.find(1)->reason, u"later"_s);
    const qint64 planned = m_book.note(1, verdictOf(ProxyState::Alive, 1), {}, 0).nextCheckUtcMs;
    m_book.postpone(1, planned - 1, {});
    QCOMPARE(m_book.find(1)->nextCheckUtcMs, planned);
    m_book.postpone(1, planned + 1, {});
    QCOMPARE(m_book.find(1)->nextCheckUtcMs, planned + 1);
    QCOMPARE(m_book.find(1)->checks, 1);
    m_book.postpone(99, 1, {});
}

void ProxyBookTest::forgets()
{
    (void)m_book.note(1, verdictOf(ProxyState::Alive, 1), {}, 0);
    m_book.remove({1, 99});
    QCOMPARE(m_book.find(1), nullptr);
    QVERIFY(!m_book.knows(numbered(1).key));
    QVERIFY(!m_book.hasPast(1));
    QVERIFY(m_book.takeChanged().isEmpty());
    QCOMPARE(m_book.all().size(), 1);
}

void ProxyBookTest::ignoresStrangers()
{
    QCOMPARE(m_book.note(99, verdictOf(ProxyState::Alive, 1), {}, 0), ProxyRecord());
    QCOMPARE(m_book.noteDeath(numbered(99), 1, {}, 0), ProxyRecord());
    ProxyHostRecord line;
    line.proxy = 99;
    m_book.note({line}, 1);
    QVERIFY(!m_book.find(99));
    QVERIFY(m_book.takeChanged().isEmpty());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyBookTest)
#include "tst_proxybook.moc"
