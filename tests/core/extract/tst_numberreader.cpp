// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/numberreader.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::NumberStyle;
using core::readNumber;

class NumberReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void NumberReaderTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<NumberStyle>("style");
    QTest::addColumn<double>("number");
    const auto row = [](const QString &text, double number, NumberStyle style = NumberStyle::Plain) {
        QTest::addRow("%s, style %d", qPrintable(text), int(style)) << text << style << number;
    };
    const NumberStyle price = NumberStyle::Price;
    row(u"0"_s, 0);
    row(u"42"_s, 42);
    row(u"007"_s, 7);
    row(u" 1234.5 "_s, 1234.5);
    row(u"1,234.56"_s, 1234.56);
    row(u"1.234,56"_s, 1234.56);
    row(u"1 234,56"_s, 1234.56);
    row(u"1\u00a0234\u202f567,8"_s, 1234567.8);
    row(u"1'234.50"_s, 1234.5);
    row(u"1’234’567"_s, 1234567);
    row(u"1_000"_s, 1000);
    row(u"12,34,567.8"_s, 1234567.8);
    row(u"1,234,567"_s, 1234567);
    row(u"1.234.567"_s, 1234567);
    row(u"12,5"_s, 12.5);
    row(u"3,14159"_s, 3.14159);
    row(u"0,125"_s, 0.125);
    row(u"0.125"_s, 0.125);
    row(u"1234,567"_s, 1234.567);
    row(u"1,234"_s, 1234);
    row(u"1.234"_s, 1.234);
    row(u"1.234"_s, 1234, price);
    row(u"1,234"_s, 1234, price);
    row(u"1.234"_s, 1.234, NumberStyle::DecimalPoint);
    row(u"1.234"_s, 1234, NumberStyle::DecimalComma);
    row(u"1,234"_s, 1.234, NumberStyle::DecimalComma);
    row(u"1.234,5"_s, 1234.5, NumberStyle::DecimalComma);
    row(u"1,234.5"_s, 1234.5, NumberStyle::DecimalPoint);
    row(u".5"_s, 0.5);
    row(u"$.99"_s, 0.99, price);
    row(u"-5"_s, -5);
    row(u"−5,5"_s, -5.5);
    row(u"- 5"_s, -5);
    row(u"5-"_s, -5);
    row(u"+5"_s, 5);
    row(u"-$5.00"_s, -5, price);
    row(u"$-5.00"_s, -5, price);
    row(u"-5,00 €"_s, -5, price);
    row(u"(5.00)"_s, -5, price);
    row(u"($1,234.56)"_s, -1234.56);
    row(u"(1.234,56 €)"_s, -1234.56);
    row(u"(1,234)"_s, 1234);
    row(u"10-20"_s, 10);
    row(u"A-5"_s, 5);
    row(u"x - 5"_s, 5);
    row(u"5,-"_s, 5, price);
    row(u"5.– Fr."_s, 5, price);
    row(u"€ 1.234,56"_s, 1234.56, price);
    row(u"1.234,56€"_s, 1234.56, price);
    row(u"£12.99"_s, 12.99, price);
    row(u"EUR 12"_s, 12, price);
    row(u"CHF 1'234.50"_s, 1234.5, price);
    row(u"Fr.5"_s, 5, price);
    row(u"12 kr"_s, 12, price);
    row(u"¥1,000"_s, 1000, price);
    row(u"R$ 1.999,90"_s, 1999.9, price);
    row(u"₹12,34,567"_s, 1234567, price);
    row(u"Price: from 12.50 EUR"_s, 12.5, price);
    row(u"12.5 %"_s, 12.5);
    row(u"1,234 reviews"_s, 1234);
    row(u"3 of 5"_s, 3);
    row(u"4 12"_s, 4);
    row(u"2024 123"_s, 2024);
    row(u"1e3"_s, 1000);
    row(u"1.5E-3"_s, 0.0015);
    row(u"5 e"_s, 5);
    row(u"5ex"_s, 5);
    row(u"1."_s, 1);
    row(u"12."_s, 12);
    row(u"٣٫٥"_s, 3.5);
    row(u"１２３"_s, 123);
    row(u"9007199254740993"_s, 9007199254740992.0);
}

void NumberReaderTest::reads()
{
    QFETCH(QString, text);
    QFETCH(NumberStyle, style);
    const std::optional<double> number = readNumber(text, style);
    QVERIFY(number);
    QTEST(*number, "number");
}

void NumberReaderTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", " ", "x", "-", ".", "€", "1.2.3", "1,2,3", "1,23,45", "1.234.56", "1,234.567.8", "1.234'567,5"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void NumberReaderTest::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!readNumber(text));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::NumberReaderTest)
#include "tst_numberreader.moc"
