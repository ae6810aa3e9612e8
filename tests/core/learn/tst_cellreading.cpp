// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/cellreading.h"
#include "tests/support/suites.h"

#include <QTest>

#include <limits>

using namespace sluice::core;
using namespace Qt::StringLiterals;

class TestCellReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void numbers_data();
    void numbers();
    void dates_data();
    void dates();
    void words_data();
    void words();
};

void TestCellReading::numbers_data()
{
    constexpr double none = std::numeric_limits<double>::infinity();
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<double>("number");
    QTest::addColumn<bool>("isMissing");
    const auto row = [](const char *cell, double number, bool isMissing = false) {
        QTest::newRow(cell) << QByteArray(cell) << number << isMissing;
    };
    row("7", 7);
    row("-0.5", -0.5);
    row("+3", 3);
    row(" 12 ", 12);
    row("1e3", 1000);
    row(".5", 0.5);
    row("007", 7);
    row("", none, true);
    row("  ", none, true);
    row("NA", none, true);
    row("n/a", none, true);
    row("NaN", none, true);
    row("null", none, true);
    row("inf", none);
    row("-", none);
    row("+-3", none);
    row("--3", none);
    row("1,5", none);
    row("12 EUR", none);
    row("0x10", none);
    row("1e39", none);
    row("1e999", none);
}

void TestCellReading::numbers()
{
    QFETCH(QByteArray, cell);
    QTEST(readNumber(cell).value_or(std::numeric_limits<double>::infinity()), "number");
    QTEST(isMissingNumber(cell), "isMissing");
}

void TestCellReading::dates_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QDate>("day");
    QTest::addColumn<int>("hour");
    QTest::newRow("a day") << "2026-01-31"_ba << QDate(2026, 1, 31) << -1;
    QTest::newRow("a day and a time") << "2026-01-31T12:30:00Z"_ba << QDate(2026, 1, 31) << 12;
    QTest::newRow("milliseconds") << "2026-01-31T23:59:59.999Z"_ba << QDate(2026, 1, 31) << 23;
    QTest::newRow("no such day") << "2026-02-30"_ba << QDate() << -1;
    QTest::newRow("another order") << "31.01.2026"_ba << QDate() << -1;
    QTest::newRow("a number") << "20260131"_ba << QDate() << -1;
    QTest::newRow("text behind") << "2026-01-31 noon"_ba << QDate() << -1;
    QTest::newRow("nothing") << ""_ba << QDate() << -1;
}

void TestCellReading::dates()
{
    QFETCH(QByteArray, cell);
    const auto date = readDate(cell);
    QTEST(date ? date->day : QDate(), "day");
    QTEST(date ? date->hour.value_or(-1) : -1, "hour");
}

void TestCellReading::words_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArrayList>("words");
    QTest::newRow("none") << " ,. "_ba << QByteArrayList();
    QTest::newRow("in lower case, without marks") << "Braund, Mr. Owen"_ba << QByteArrayList{"braund", "mr", "owen"};
    QTest::newRow("letters of all scripts") << "Größe Ωμέγα 42"_ba << QByteArrayList{"größe", "ωμέγα", "42"};
    QTest::newRow("bytes that are no text") << "a\xff z"_ba << QByteArrayList{"a", "z"};
}

void TestCellReading::words()
{
    QFETCH(QByteArray, cell);
    QTEST(wordsOf(cell), "words");
}

QTEST_GUILESS_MAIN(TestCellReading)
#include "tst_cellreading.moc"
