// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/addresslist.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class AddressListTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void lines_data();
    void lines();
    void repeatsAreCountedAndKeptOrLeftOut();
    void allWrongOnesAreCountedAndTheFirstKept();
    void aPasswordIsNeverShown_data();
    void aPasswordIsNeverShown();
    void aFullListTakesNoMore();
};

void AddressListTest::lines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("address"); // empty: wrong
    QTest::addColumn<QString>("reason");
    QTest::newRow("a whole address") << u"http://a.example/x"_s << u"http://a.example/x"_s << QString();
    QTest::newRow("a bare one gets https") << u"a.example/x"_s << u"https://a.example/x"_s << QString();
    QTest::newRow("this machine gets http") << u"localhost:8000"_s << u"http://localhost:8000"_s << QString();
    QTest::newRow("a word is none") << u"word"_s << QString() << u"has no scheme"_s;
    QTest::newRow("another scheme") << u"ftp://a.example/"_s << QString() << u"neither http nor https"_s;
    QTest::newRow("a port too high") << u"http://a.example:70000/"_s << QString() << u"65,535"_s;
    QTest::newRow("no host") << u"http://"_s << QString() << u"host"_s;
    QTest::newRow("a user name") << u"http://u@a.example/"_s << QString() << u"user name"_s;
}

void AddressListTest::lines()
{
    QFETCH(QString, line);
    QFETCH(QString, address);
    QFETCH(QString, reason);
    AddressCollector collector(Repeats::Kept);
    QVERIFY(collector.add(7, line));
    const AddressList list = collector.take();
    if (!address.isEmpty()) {
        QCOMPARE(list.addresses, QStringList{address});
        QCOMPARE(list.wrong, 0);
        return;
    }
    QVERIFY(list.addresses.isEmpty());
    QCOMPARE(list.wrong, 1);
    QCOMPARE(list.faults.first().number, 7);
    QVERIFY2(list.faults.first().reason.contains(reason), qUtf8Printable(list.faults.first().reason));
}

void AddressListTest::repeatsAreCountedAndKeptOrLeftOut()
{
    const QStringList lines = {u"a.example"_s, u"b.example"_s, u"https://A.example:443/"_s, u"a.example"_s};
    for (const Repeats repeats : {Repeats::Kept, Repeats::LeftOut}) {
        AddressCollector collector(repeats);
        for (qsizetype i = 0; i < lines.size(); ++i)
            QVERIFY(collector.add(i + 1, lines[i]));
        const AddressList list = collector.take();
        QCOMPARE(list.repeated, 2);
        QCOMPARE(list.addresses.size(), repeats == Repeats::Kept ? 4 : 2);
    }
}

void AddressListTest::allWrongOnesAreCountedAndTheFirstKept()
{
    AddressCollector collector(Repeats::Kept);
    for (int i = 1; i <= 250; ++i)
        QVERIFY(collector.add(i, u"word"_s));
    const AddressList list = collector.take();
    QCOMPARE(list.wrong, 250);
    QCOMPARE(list.faults.size(), AddressCollector::keptFaults);
    QCOMPARE(list.faults.last().number, 100);
}

void AddressListTest::aPasswordIsNeverShown_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("in a good address") << u"https://me:hush@a.example/"_s;
    QTest::newRow("in one with a wrong port") << u"https://me:hush@a.example:99999/"_s;
    QTest::newRow("in one of another scheme") << u"ftp://me:hush@a.example/"_s;
}

void AddressListTest::aPasswordIsNeverShown()
{
    QFETCH(QString, line);
    AddressCollector collector(Repeats::Kept);
    QVERIFY(collector.add(1, line));
    const WrongAddress fault = collector.take().faults.value(0);
    QVERIFY(fault.text.contains(u"a.example"_s));
    QVERIFY(!(fault.text + fault.reason).contains(u"hush"_s));
}

void AddressListTest::aFullListTakesNoMore()
{
    AddressCollector collector(Repeats::Kept);
    for (qint64 i = 0; i < AddressCollector::mostAddresses; ++i)
        QVERIFY(collector.add(i + 1, u"http://a/"_s));
    QVERIFY(!collector.add(1'000'001, u"http://a/"_s));
    QCOMPARE(collector.take().addresses.size(), AddressCollector::mostAddresses);
}

QTEST_GUILESS_MAIN(AddressListTest)
#include "tst_addresslist.moc"
