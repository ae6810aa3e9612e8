// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cells.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

class TestCells : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void shownAsText_data();
    void shownAsText();
    void numbersAreKnown_data();
    void numbersAreKnown();
    void timesAreIso();
};

void TestCells::shownAsText_data()
{
    QTest::addColumn<QVariant>("cell");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QVariant() << QString();
    QTest::newRow("text as it is") << QVariant(u" a "_s) << u" a "_s;
    QTest::newRow("whole number") << QVariant(qint64(-9'007'199'254'740'993)) << u"-9007199254740993"_s;
    QTest::newRow("int") << QVariant(7) << u"7"_s;
    QTest::newRow("true") << QVariant(true) << u"true"_s;
    QTest::newRow("false") << QVariant(false) << u"false"_s;
    QTest::newRow("a fraction, shortest") << QVariant(0.1) << u"0.1"_s;
    QTest::newRow("a million without exponent") << QVariant(1e6) << u"1000000"_s;
    QTest::newRow("whole double without point") << QVariant(12.0) << u"12"_s;
    QTest::newRow("huge with exponent") << QVariant(1e300) << u"1e+300"_s;
    QTest::newRow("tiny with exponent") << QVariant(1.5e-9) << u"1.5e-09"_s;
    QTest::newRow("zero") << QVariant(0.0) << u"0"_s;
}

void TestCells::shownAsText()
{
    QFETCH(QVariant, cell);
    QTEST(shownText(cell), "text");
}

void TestCells::numbersAreKnown_data()
{
    QTest::addColumn<bool>("isNumber");
    for (const char *text : {"0", "-1", "+1", "1.5", "-1.", "+.5", "1e5", "-1E-02", "0012"})
        QTest::newRow(text) << true;
    for (const char *text :
         {"-", "+", ".", "e5", "1e", "1e+", "--1", "-1+1", "1,5", " 1", "1 ", "0x10", "inf", "nan", "1.2.3"})
        QTest::newRow(text) << false;
    QTest::newRow("") << false;
}

void TestCells::numbersAreKnown()
{
    QTEST(isNumberText(QString::fromLatin1(QTest::currentDataTag())), "isNumber");
}

void TestCells::timesAreIso()
{
    QCOMPARE(isoTime(1'767'268'800'000), u"2026-01-01T12:00:00.000Z"_s);
    QCOMPARE(isoTime(1'767'268'800'007), u"2026-01-01T12:00:00.007Z"_s);
}

QTEST_GUILESS_MAIN(TestCells)
#include "tst_cells.moc"
