// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nearestname.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class NearestNameTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void nearNamesAreFound_data();
    void nearNamesAreFound();
};

void NearestNameTest::nearNamesAreFound_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a letter missing") << u"crwl"_s << u"crawl"_s;
    QTest::newRow("two letters swapped") << u"exprot"_s << u"export"_s;
    QTest::newRow("nothing near") << u"frobnicate"_s << QString();
    QTest::newRow("a short word is not near a short name") << u"x"_s << QString();
}

void NearestNameTest::nearNamesAreFound()
{
    QFETCH(QString, word);
    QFETCH(QString, expected);
    QCOMPARE(nearestName(word, {u"crawl"_s, u"run"_s, u"export"_s, u"ab"_s}), expected);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::NearestNameTest)
#include "tst_nearestname.moc"
