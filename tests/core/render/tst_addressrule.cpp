// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/addressrule.h"
#include "core/render/trackerlist.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Which hosts a rendered page may ask.
class AddressRuleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void reach_data();
    void reach();
    void nearerIsRefused_data();
    void nearerIsRefused();
    void trackers_data();
    void trackers();
    void ownListIsThere();
};

void AddressRuleTest::reach_data()
{
    QTest::addColumn<int>("reach");
    const auto add = [](const char *host, AddressReach reach) { QTest::newRow(host) << int(reach); };
    for (const char *host : {"127.0.0.1", "127.255.0.9", "localhost", "LOCALHOST.", "a.localhost", "[::1]", "::1",
                             "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"})
        add(host, AddressReach::Loopback);
    for (const char *host :
         {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
          "255.255.255.255", "[fc00::1]", "[fdab::1]", "[fe80::1]", "[ff02::1]", "[::ffff:10.0.0.1]",
          "[64:ff9b::c0a8:1]", "router", "printer.local", "db.internal", "nas.lan", "x.home.arpa"})
        add(host, AddressReach::Local);
    for (const char *host : {"8.8.8.8", "172.32.0.1", "192.169.0.1", "example.com", "localhost.example.com",
                             "[2001:4860::1]", "local.example", "[64:ff9b::808:808]"})
        add(host, AddressReach::Public);
}

void AddressRuleTest::reach()
{
    QFETCH(int, reach);
    QCOMPARE(int(reachOf(QString::fromLatin1(QTest::currentDataTag()))), reach);
}

void AddressRuleTest::nearerIsRefused_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("public to public") << u"a.example"_s << u"b.example"_s << true;
    QTest::newRow("public to loopback") << u"a.example"_s << u"127.0.0.1"_s << false;
    QTest::newRow("public to private") << u"a.example"_s << u"192.168.0.1"_s << false;
    QTest::newRow("private to loopback") << u"192.168.0.1"_s << u"localhost"_s << false;
    QTest::newRow("private to private") << u"192.168.0.1"_s << u"10.1.2.3"_s << true;
    QTest::newRow("loopback to private") << u"127.0.0.1"_s << u"10.1.2.3"_s << true;
    QTest::newRow("loopback to public") << u"localhost"_s << u"a.example"_s << true;
}

void AddressRuleTest::nearerIsRefused()
{
    QFETCH(QString, page);
    QFETCH(QString, host);
    QFETCH(bool, isAllowed);
    QCOMPARE(mayReach(page, host), isAllowed);
}

void AddressRuleTest::trackers_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isTracker");
    QTest::newRow("named") << u"tracker.test"_s << true;
    QTest::newRow("in capitals") << u"Tracker.TEST"_s << true;
    QTest::newRow("below") << u"a.b.tracker.test"_s << true;
    QTest::newRow("ends alike") << u"mytracker.test"_s << false;
    QTest::newRow("above") << u"test"_s << false;
    QTest::newRow("comment") << u"words"_s << false;
    QTest::newRow("none") << QString() << false;
}

void AddressRuleTest::trackers()
{
    QFETCH(QString, host);
    QFETCH(bool, isTracker);
    QCOMPARE(TrackerList(u"# words\n tracker.test # why\n\n"_s).contains(host), isTracker);
}

void AddressRuleTest::ownListIsThere()
{
    const TrackerList own;
    QVERIFY(own.count() > 20);
    QVERIFY(own.contains(u"www.google-analytics.com"_s));
    QVERIFY(!own.contains(u"www.google.com"_s));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::AddressRuleTest)
#include "tst_addressrule.moc"
