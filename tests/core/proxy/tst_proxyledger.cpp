// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyledger.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 startMs = 1'000'000;
constexpr qsizetype mostLines = 20'000;

bool isBanned(const ProxyLedger &ledger, qint64 proxy, const QString &host, qint64 at)
{
    return ProxyLedger::isBanned(ledger.linesOf(host), proxy, at);
}

} // namespace

class TestProxyLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void bansHoldForOneHostAndOneProxy();
    void bansGrow();
    void answersMakeBansShortAgain();
    void bansUnderWayCountOnce();
    void refusalsBecomeABan();
    void changesAreTakenOnce();
    void restoredLinesGoOn();
    void forgetsTheRemoved();
    void forgetsOnlyWhatWasHandedOver();
    void handsOverWhatIsNew();
    void staysBounded();
};

void TestProxyLedger::bansHoldForOneHostAndOneProxy()
{
    ProxyLedger ledger;
    QVERIFY(!isBanned(ledger, 1, u"shop"_s, startMs));
    ledger.noteBan(1, u"shop"_s, u"captcha"_s, startMs);
    QVERIFY(isBanned(ledger, 1, u"shop"_s, startMs));
    QVERIFY(isBanned(ledger, 1, u"shop"_s, startMs + 10 * minuteMs - 1));
    QVERIFY(!isBanned(ledger, 1, u"shop"_s, startMs + 10 * minuteMs));
    QVERIFY(!isBanned(ledger, 2, u"shop"_s, startMs));
    QVERIFY(!isBanned(ledger, 1, u"news"_s, startMs));
}

void TestProxyLedger::bansGrow()
{
    ProxyLedger ledger;
    qint64 now = startMs;
    for (const qint64 minutes : {10, 20, 40, 80, 160, 320, 640, 1'280, 1'440, 1'440}) {
        ledger.noteBan(1, u"shop"_s, u"status 403"_s, now);
        QVERIFY(isBanned(ledger, 1, u"shop"_s, now + minutes * minuteMs - 1));
        now += minutes * minuteMs;
        QVERIFY2(!isBanned(ledger, 1, u"shop"_s, now), qPrintable(QString::number(minutes)));
    }
    for (int i = 0; i < 100; ++i) { // a shift by as many would overflow
        ledger.noteBan(1, u"shop"_s, {}, now);
        now += 24 * 60 * minuteMs;
        QVERIFY(!isBanned(ledger, 1, u"shop"_s, now));
    }
}

void TestProxyLedger::answersMakeBansShortAgain()
{
    ProxyLedger ledger;
    ledger.noteBan(1, u"shop"_s, u"captcha"_s, startMs);
    ledger.noteAnswer(1, u"shop"_s, startMs + 1); // was under way
    QVERIFY(isBanned(ledger, 1, u"shop"_s, startMs + 2));
    const qint64 later = startMs + 10 * minuteMs;
    ledger.noteAnswer(1, u"shop"_s, later);
    ledger.noteBan(1, u"shop"_s, u"captcha"_s, later);
    QVERIFY(!isBanned(ledger, 1, u"shop"_s, later + 10 * minuteMs));
}

void TestProxyLedger::bansUnderWayCountOnce()
{
    ProxyLedger ledger;
    for (int i = 0; i < 8; ++i)
        ledger.noteBan(1, u"shop"_s, u"captcha"_s, startMs + i);
    QVERIFY(!isBanned(ledger, 1, u"shop"_s, startMs + 10 * minuteMs));
    const QList<ProxyHostRecord> lines = ledger.takeChanges();
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.first().bans, 1);
    QCOMPARE(lines.first().requests, 8);
}

void TestProxyLedger::refusalsBecomeABan()
{
    ProxyLedger ledger;
    for (int i = 1; i < ProxyLedger::refusalsForBan; ++i)
        ledger.noteRefusal(1, u"shop"_s, u"status 403"_s, startMs);
    QVERIFY(!isBanned(ledger, 1, u"shop"_s, startMs));
    ledger.noteAnswer(1, u"shop"_s, startMs);
    for (int i = 1; i < ProxyLedger::refusalsForBan; ++i)
        ledger.noteRefusal(1, u"shop"_s, u"status 403"_s, startMs);
    QVERIFY(!isBanned(ledger, 1, u"shop"_s, startMs));
    ledger.noteRefusal(1, u"shop"_s, u"status 403"_s, startMs);
    QVERIFY(isBanned(ledger, 1, u"shop"_s, startMs));
}

void TestProxyLedger::changesAreTakenOnce()
{
    ProxyLedger ledger;
    QVERIFY(ledger.takeChanges().isEmpty());
    ledger.noteAnswer(1, u"shop"_s, startMs);
    ledger.noteError(1, u"shop"_s);
    ledger.noteBan(2, u"shop"_s, u"empty body"_s, startMs);
    QList<ProxyHostRecord> lines = ledger.takeChanges();
    std::ranges::sort(lines, {}, &ProxyHostRecord::proxy);
    QCOMPARE(lines, (QList<ProxyHostRecord>{{1, u"shop"_s, 2, 1, 0, 0, {}},
                                            {2, u"shop"_s, 1, 0, startMs + 10 * minuteMs, 1, u"empty body"_s}}));
    QVERIFY(ledger.takeChanges().isEmpty());
}

void TestProxyLedger::restoredLinesGoOn()
{
    ProxyLedger ledger;
    ledger.restore({{7, u"shop"_s, 40, 2, startMs + minuteMs, 3, u"captcha"_s}});
    QVERIFY(isBanned(ledger, 7, u"shop"_s, startMs));
    QVERIFY(ledger.takeChanges().isEmpty());
    const qint64 later = startMs + minuteMs;
    ledger.noteBan(7, u"shop"_s, u"captcha"_s, later);
    QVERIFY(isBanned(ledger, 7, u"shop"_s, later + 80 * minuteMs - 1)); // the fourth in a row
    QVERIFY(!isBanned(ledger, 7, u"shop"_s, later + 80 * minuteMs));
    QCOMPARE(ledger.takeChanges().first().requests, 1); // the project has the others
}

void TestProxyLedger::forgetsTheRemoved()
{
    ProxyLedger ledger;
    ledger.noteBan(1, u"shop"_s, {}, startMs);
    ledger.noteBan(2, u"shop"_s, {}, startMs);
    ledger.keepOnly({2});
    QVERIFY(!isBanned(ledger, 1, u"shop"_s, startMs));
    QVERIFY(isBanned(ledger, 2, u"shop"_s, startMs));
    QCOMPARE(ledger.takeChanges().size(), 1);
    ledger.keepOnly({});
    QVERIFY(!ledger.linesOf(u"shop"_s));
}

void TestProxyLedger::forgetsOnlyWhatWasHandedOver()
{
    ProxyLedger ledger(mostLines);
    ledger.noteAnswer(1, u"old"_s, startMs);
    QCOMPARE(ledger.takeChanges().size(), 1);
    for (qint64 proxy = 2; proxy <= mostLines + 10; ++proxy)
        ledger.noteAnswer(proxy, u"shop"_s, startMs);
    QVERIFY(!ledger.linesOf(u"old"_s));
    QCOMPARE(ledger.takeChanges().size(), mostLines + 9);
}

void TestProxyLedger::handsOverWhatIsNew()
{
    ProxyLedger ledger;
    ledger.noteAnswer(1, u"shop"_s, startMs);
    ledger.noteError(1, u"shop"_s);
    QCOMPARE(ledger.takeChanges().first().requests, 2);
    ledger.noteError(1, u"shop"_s);
    const ProxyHostRecord line = ledger.takeChanges().first();
    QCOMPARE(line.requests, 1);
    QCOMPARE(line.errors, 1);
}

void TestProxyLedger::staysBounded()
{
    ProxyLedger ledger(mostLines);
    ledger.noteBan(1, u"banned"_s, u"captcha"_s, startMs);
    ledger.noteAnswer(1, u"old"_s, startMs);
    ledger.noteAnswer(1, u"used"_s, startMs);
    for (int i = 0; i < 3 * mostLines; ++i) {
        ledger.noteAnswer(1, u"host%1"_s.arg(i), startMs);
        if (i % 5'000 == 0) {
            ledger.noteAnswer(1, u"used"_s, startMs);
            (void)ledger.takeChanges();
        }
        QVERIFY(ledger.size() <= mostLines + mostLines / 10);
    }
    QVERIFY(!ledger.linesOf(u"old"_s));
    QVERIFY(ledger.linesOf(u"used"_s));
    QVERIFY(isBanned(ledger, 1, u"banned"_s, startMs));

    (void)ledger.takeChanges();
    for (int i = 0; i < 3 * mostLines; ++i) { // nor where all of them are bans
        ledger.noteBan(1, u"bans%1"_s.arg(i), u"captcha"_s, startMs);
        if (i % 5'000 == 0)
            (void)ledger.takeChanges();
    }
    QVERIFY(ledger.size() <= mostLines + mostLines / 10);
    QVERIFY(!isBanned(ledger, 1, u"banned"_s, startMs));
}

QTEST_GUILESS_MAIN(TestProxyLedger)
#include "tst_proxyledger.moc"
