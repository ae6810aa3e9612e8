// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/datereader.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::DateOrder;
using core::readDate;

class DateReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void reads_data();
    void reads();
    void obeysTheOrder_data();
    void obeysTheOrder();
    void refuses_data();
    void refuses();
};

void DateReaderTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("date");
    const auto row = [](const QString &text, const QString &date) { QTest::newRow(qPrintable(text)) << text << date; };
    row(u"2024-03-04"_s, u"2024-03-04"_s);
    row(u" 2024-3-4 "_s, u"2024-03-04"_s);
    row(u"2024/03/04"_s, u"2024-03-04"_s);
    row(u"2024.03.04"_s, u"2024-03-04"_s);
    row(u"20240304"_s, u"2024-03-04"_s);
    row(u"2024年3月4日"_s, u"2024-03-04"_s);
    row(u"2024-03-04T15:30"_s, u"2024-03-04T15:30:00"_s);
    row(u"2024-03-04 15:30:59"_s, u"2024-03-04T15:30:59"_s);
    row(u"2024-03-04T15:30:00Z"_s, u"2024-03-04T15:30:00Z"_s);
    row(u"2024-03-04T15:30:00.123Z"_s, u"2024-03-04T15:30:00Z"_s);
    row(u"2024-03-04T15:30:00+02:00"_s, u"2024-03-04T15:30:00+02:00"_s);
    row(u"2024-03-04T15:30:00-0530"_s, u"2024-03-04T15:30:00-05:30"_s);
    row(u"2024-03-04T15:30:00+01"_s, u"2024-03-04T15:30:00+01:00"_s);
    row(u"2024-03-04T15:30:00+00:00"_s, u"2024-03-04T15:30:00Z"_s);
    row(u"Tue, 15 Nov 1994 08:12:31 GMT"_s, u"1994-11-15T08:12:31Z"_s);
    row(u"Tue, 15 Nov 1994 08:12:31 +0200"_s, u"1994-11-15T08:12:31+02:00"_s);
    row(u"15 Nov 94 08:12 EST"_s, u"1994-11-15T08:12:00-05:00"_s);
    row(u"Sunday, 06-Nov-94 08:49:37 GMT"_s, u"1994-11-06T08:49:37Z"_s);
    row(u"Sun Nov  6 08:49:37 1994"_s, u"1994-11-06T08:49:37"_s);
    row(u"4.3.2024"_s, u"2024-03-04"_s);
    row(u"04.03.24, 15:30 Uhr"_s, u"2024-03-04T15:30:00"_s);
    row(u"4. 3. 2024"_s, u"2024-03-04"_s);
    row(u"04-03-2024"_s, u"2024-03-04"_s);
    row(u"03/04/2024"_s, u"2024-03-04"_s);
    row(u"13/04/2024"_s, u"2024-04-13"_s);
    row(u"12.31.2024"_s, u"2024-12-31"_s);
    row(u"3/4/2024 3:30 PM"_s, u"2024-03-04T15:30:00"_s);
    row(u"3/4/2024 12:05 a.m."_s, u"2024-03-04T00:05:00"_s);
    row(u"March 4, 2024"_s, u"2024-03-04"_s);
    row(u"Mar. 4th, 2024 at 3:30pm"_s, u"2024-03-04T15:30:00"_s);
    row(u"Posted on Monday, March 4 2024 by X"_s, u"2024-03-04"_s);
    row(u"4 March 2024"_s, u"2024-03-04"_s);
    row(u"4th of March, 2024"_s, u"2024-03-04"_s);
    row(u"4. März 2024"_s, u"2024-03-04"_s);
    row(u"am 4. Mär. 2024 um 15:30 Uhr"_s, u"2024-03-04T15:30:00"_s);
    row(u"1er mars 2024"_s, u"2024-03-01"_s);
    row(u"14 février 2024 à 15h30"_s, u"2024-02-14T15:30:00"_s);
    row(u"4 de marzo de 2024"_s, u"2024-03-04"_s);
    row(u"4 de março de 2024"_s, u"2024-03-04"_s);
    row(u"4 maggio 2024"_s, u"2024-05-04"_s);
    row(u"4 mei 2024"_s, u"2024-05-04"_s);
    row(u"4 września 2024"_s, u"2024-09-04"_s);
    row(u"4 augusti 2024"_s, u"2024-08-04"_s);
    row(u"4. desember 2024"_s, u"2024-12-04"_s);
    row(u"29 February 2024"_s, u"2024-02-29"_s);
    row(u"1700000000"_s, u"2023-11-14T22:13:20Z"_s);
    row(u"1700000000123"_s, u"2023-11-14T22:13:20Z"_s);
}

void DateReaderTest::reads()
{
    QFETCH(QString, text);
    const std::optional<QString> date = readDate(text);
    QVERIFY(date);
    QTEST(*date, "date");
}

void DateReaderTest::obeysTheOrder_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<DateOrder>("order");
    QTest::addColumn<QString>("date");
    QTest::newRow("slashes, day first") << u"03/04/2024"_s << DateOrder::DayFirst << u"2024-04-03"_s;
    QTest::newRow("points, month first") << u"03.04.2024"_s << DateOrder::MonthFirst << u"2024-03-04"_s;
    QTest::newRow("only one can be the month") << u"13.04.2024"_s << DateOrder::MonthFirst << u"2024-04-13"_s;
    QTest::newRow("only the other can be") << u"04/13/2024"_s << DateOrder::DayFirst << u"2024-04-13"_s;
    QTest::newRow("no matter with years first") << u"2024-03-04"_s << DateOrder::DayFirst << u"2024-03-04"_s;
}

void DateReaderTest::obeysTheOrder()
{
    QFETCH(QString, text);
    QFETCH(DateOrder, order);
    QTEST(readDate(text, order).value_or(QString()), "date");
}

void DateReaderTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "x", "12", "2024", "yesterday", "2 days ago", "2024-13-01", "2023-02-29", "32.1.2024",
                             "13/13/2024", "2024-03-04T25:00", "March 32, 2024", "4 Foo 2024", "1.2.3.4",
                             "2024-03-04T10:00+99:00", "123456789012345678"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void DateReaderTest::refuses()
{
    QFETCH(QString, text);
    const std::optional<QString> date = readDate(text);
    QVERIFY2(!date, qPrintable(date.value_or(QString())));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::DateReaderTest)
#include "tst_datereader.moc"
