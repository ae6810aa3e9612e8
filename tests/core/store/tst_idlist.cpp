// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/idlist.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;

Q_DECLARE_METATYPE(QList<qint64>)

namespace {

QList<UrlId> ids(const QList<qint64> &numbers)
{
    QList<UrlId> list;
    for (const qint64 number : numbers)
        list.append(UrlId{number});
    return list;
}

} // namespace

class TestIdList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void comesBackAscendingAndOnce_data();
    void comesBackAscendingAndOnce();
    void neighboursTakeOneByte();
    void damagedListsEnd_data();
    void damagedListsEnd();
};

void TestIdList::comesBackAscendingAndOnce_data()
{
    QTest::addColumn<QList<qint64>>("given");
    QTest::addColumn<QList<qint64>>("back");
    const qint64 largest = std::numeric_limits<qint64>::max();
    QTest::newRow("nothing") << QList<qint64>{} << QList<qint64>{};
    QTest::newRow("one") << QList<qint64>{1} << QList<qint64>{1};
    QTest::newRow("out of order") << QList<qint64>{7, 3, 5} << QList<qint64>{3, 5, 7};
    QTest::newRow("twice the same") << QList<qint64>{4, 4, 9, 4} << QList<qint64>{4, 9};
    QTest::newRow("both sides of a byte's end") << QList<qint64>{127, 128, 256} << QList<qint64>{127, 128, 256};
    QTest::newRow("the largest id") << QList<qint64>{1, largest} << QList<qint64>{1, largest};
    QTest::newRow("no id is left out") << QList<qint64>{0, 2} << QList<qint64>{2};
}

void TestIdList::comesBackAscendingAndOnce()
{
    QFETCH(QList<qint64>, given);
    QFETCH(QList<qint64>, back);
    QCOMPARE(unpackIds(packIds(ids(given))), ids(back));
}

void TestIdList::neighboursTakeOneByte()
{
    QList<UrlId> list;
    for (int i = 0; i < 60; ++i)
        list.append(UrlId{1'000'000 + i * 100});
    QCOMPARE(packIds(list).size(), 62); // three bytes for the first
}

void TestIdList::damagedListsEnd_data()
{
    QTest::addColumn<QByteArray>("packed");
    QTest::addColumn<QList<qint64>>("back");
    QTest::newRow("cut inside a number") << QByteArray("\x05\x80") << QList<qint64>{5};
    QTest::newRow("number longer than 64 bits") << QByteArray("\x05") + QByteArray(12, '\xff') << QList<qint64>{5};
    QTest::newRow("sum beyond 63 bits") << QByteArray("\x05") + QByteArray(8, '\xff') + QByteArray("\x7f")
                                        << QList<qint64>{5};
    QTest::newRow("begins with none") << QByteArray(1, '\0') << QList<qint64>{};
}

void TestIdList::damagedListsEnd()
{
    QFETCH(QByteArray, packed);
    QFETCH(QList<qint64>, back);
    QCOMPARE(unpackIds(packed), ids(back));
}

QTEST_GUILESS_MAIN(TestIdList)
#include "tst_idlist.moc"
