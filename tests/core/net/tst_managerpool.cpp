// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/managerpool.h"
#include "tests/support/suites.h"

#include <QNetworkProxy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

const QByteArray origin = "http://a.test";

LaneKey through(quint16 port)
{
    return {{ProxyKind::Http, u"proxy.test"_s, port, {}, {}}, false};
}

} // namespace

class ManagerPoolTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void fillsALaneBeforeTheNext();
    void usesTheFirstFreePlaceAgain();
    void http2TakesMore();
    void spreadsManyHosts();
    void neverMixesKeys();
    void releasesLeastRecentlyUsed();
    void fullIsFull();
    void urgentOverfills();
    void retiredLaneTakesNothingUntilEmpty();
    void processHasALimit();
};

void ManagerPoolTest::fillsALaneBeforeTheNext()
{
    ManagerPool pool(10);
    QList<int> lanes;
    for (int i = 0; i < 13; ++i)
        lanes.append(pool.lease({}, origin));
    QCOMPARE(lanes, (QList<int>{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2}));
    QCOMPARE(pool.lease({}, "http://b.test"), 0);
}

void ManagerPoolTest::usesTheFirstFreePlaceAgain()
{
    ManagerPool pool(10);
    for (int i = 0; i < 12; ++i)
        (void)pool.lease({}, origin);
    pool.release(0, origin);
    QCOMPARE(pool.lease({}, origin), 0);
    QCOMPARE(pool.lease({}, origin), 2);
}

void ManagerPoolTest::http2TakesMore()
{
    ManagerPool pool(10);
    pool.noteProtocol(origin, true);
    for (int i = 0; i < ManagerPool::perOriginHttp2; ++i)
        QCOMPARE(pool.lease({}, origin), 0);
    QCOMPARE(pool.lease({}, origin), 1);
    pool.noteProtocol(origin, false);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(pool.lease({}, origin), 1);
    QCOMPARE(pool.lease({}, origin), 2);
}

void ManagerPoolTest::spreadsManyHosts()
{
    ManagerPool pool(10);
    for (int i = 0; i < ManagerPool::perLaneHttp1; ++i)
        QCOMPARE(pool.lease({}, "http://" + QByteArray::number(i)), 0);
    QCOMPARE(pool.lease({}, "http://last"), 1);
}

void ManagerPoolTest::neverMixesKeys()
{
    ManagerPool pool(10);
    LaneKey unchecked;
    unchecked.isTlsCheckOff = true;
    QCOMPARE(pool.lease({}, origin), 0);
    QCOMPARE(pool.lease(unchecked, origin), 1);
    QCOMPARE(pool.lease(through(1), origin), 2);
    QCOMPARE(pool.lease(through(2), origin), 3);
    QCOMPARE(pool.lease(through(1), origin), 2);
    QCOMPARE(pool.manager(2).proxy().port(), 1);
    QCOMPARE(pool.manager(2).proxy().hostName(), u"proxy.test"_s);
    QCOMPARE(pool.manager(0).proxy().type(), QNetworkProxy::NoProxy);
}

void ManagerPoolTest::releasesLeastRecentlyUsed()
{
    ManagerPool pool(3);
    for (const quint16 port : {1, 2, 3})
        pool.release(pool.lease(through(port), origin), origin);
    pool.release(pool.lease(through(1), origin), origin); // now 2 is the oldest
    QCOMPARE(pool.lease(through(4), origin), 1);
    QCOMPARE(pool.manager(1).proxy().port(), 4);
    QCOMPARE(pool.lease(through(1), origin), 0);
    QCOMPARE(pool.lease(through(5), origin), 2);
    QCOMPARE(pool.count(), 3);
}

void ManagerPoolTest::fullIsFull()
{
    ManagerPool pool(1);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(pool.lease({}, origin), 0);
    QCOMPARE(pool.lease({}, origin), -1);
    QCOMPARE(pool.lease(through(1), origin), -1); // nothing is idle
    pool.release(0, origin);
    QCOMPARE(pool.lease({}, origin), 0);
}

void ManagerPoolTest::urgentOverfills()
{
    ManagerPool pool(1);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(pool.lease({}, origin), 0);
    QCOMPARE(pool.lease({}, origin, true), 0);
    QCOMPARE(pool.lease(through(1), origin, true), -1);
}

void ManagerPoolTest::retiredLaneTakesNothingUntilEmpty()
{
    ManagerPool pool(10);
    QCOMPARE(pool.lease({}, origin), 0);
    QCOMPARE(pool.lease({}, origin), 0);
    pool.retire(0);
    QCOMPARE(pool.lease({}, origin), 1);
    pool.release(0, origin);
    QVERIFY(pool.isRetired(0));
    QCOMPARE(pool.lease({}, origin, true), 1);
    pool.release(0, origin);
    QVERIFY(!pool.isRetired(0));
    QCOMPARE(pool.lease({}, origin), 0);
}

void ManagerPoolTest::processHasALimit()
{
    ManagerPool first(1'000);
    ManagerPool second(1'000);
    for (int i = 0; i < 6 * 256; ++i)
        QVERIFY(first.lease({}, origin) >= 0);
    QCOMPARE(first.lease({}, origin), -1);
    QCOMPARE(first.count(), 256);
    QCOMPARE(second.lease({}, origin), 0); // one at least for each
    for (int i = 0; i < 5; ++i)
        QCOMPARE(second.lease({}, origin), 0);
    QCOMPARE(second.lease({}, origin), -1);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ManagerPoolTest)
#include "tst_managerpool.moc"
