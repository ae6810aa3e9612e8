// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/seenset.h"
#include "core/crawl/urltable.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

/// SeenSet: exact beyond half a fingerprint, and within its memory bound.
class SeenSetTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void findsWhatWasInserted();
    void keepsKeysApartThatShareHalf_data();
    void keepsKeysApartThatShareHalf();
    void staysWithinFortyBytesAUrl();
    void tableTurnsIdsIntoIndicesAndBack();
};

void SeenSetTest::findsWhatWasInserted()
{
    const UrlKeyer keyer({1, 2});
    SeenSet seen;
    for (UrlIndex i = 0; i < 50'000; ++i)
        seen.insert(keyer.keyOf(QByteArray::number(i)), i);
    QCOMPARE(seen.size(), 50'000);
    for (UrlIndex i = 0; i < 50'000; ++i)
        QCOMPARE(seen.find(keyer.keyOf(QByteArray::number(i))), std::optional<UrlIndex>(i));
    for (UrlIndex i = 50'000; i < 60'000; ++i)
        QVERIFY(!seen.find(keyer.keyOf(QByteArray::number(i))));
}

void SeenSetTest::keepsKeysApartThatShareHalf_data()
{
    QTest::addColumn<bool>("isLowShared");
    QTest::newRow("same low half, same place") << true;
    QTest::newRow("same high half, same part") << false;
}

void SeenSetTest::keepsKeysApartThatShareHalf()
{
    QFETCH(bool, isLowShared);
    SeenSet seen;
    const auto key = [isLowShared](quint64 i) { return isLowShared ? UrlKey{i, 42} : UrlKey{42, i}; };
    for (UrlIndex i = 0; i < 5'000; ++i)
        seen.insert(key(i), i);
    for (UrlIndex i = 0; i < 5'000; ++i)
        QCOMPARE(seen.find(key(i)), std::optional<UrlIndex>(i));
    QVERIFY(!seen.find(key(5'000)));
}

void SeenSetTest::staysWithinFortyBytesAUrl()
{
    const UrlKeyer keyer({3, 4});
    UrlTable table;
    double worst = 0;
    for (qint64 i = 1; i <= 1'000'000; ++i) {
        table.add(UrlId{i}, keyer.keyOf(QByteArray::number(i)), {});
        if (i >= 20'000 && i % 997 == 0)
            worst = std::max(worst, double(table.memoryBytes()) / double(i));
    }
    qInfo("seen set and table: %.1f bytes a URL at 1,000,000, %.1f at worst from 20,000 on",
          double(table.memoryBytes()) / 1e6, worst);
    QVERIFY(worst <= 40);
}

void SeenSetTest::tableTurnsIdsIntoIndicesAndBack()
{
    const UrlKeyer keyer({5, 6});
    UrlTable table;
    const QList<qint64> ids{1, 2, 3, 10, 11, 5'000};
    for (const qint64 id : ids)
        table.add(UrlId{id}, keyer.keyOf(QByteArray::number(id)), {});
    for (qsizetype i = 0; i < ids.size(); ++i) {
        QCOMPARE(table.id(UrlIndex(i)), UrlId{ids[i]});
        QCOMPARE(table.indexOf(UrlId{ids[i]}), std::optional<UrlIndex>(UrlIndex(i)));
    }
    for (const qint64 id : {0, 4, 9, 12, 4'999, 5'001})
        QVERIFY(!table.indexOf(UrlId{id}));
}

QTEST_GUILESS_MAIN(SeenSetTest)
#include "tst_seenset.moc"
