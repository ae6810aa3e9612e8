// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/percentencoding.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using core::EncodeSet;

class PercentEncodingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void setsHoldWhatTheStandardSays_data();
    void setsHoldWhatTheStandardSays();
    void writesUpperCaseDigits();
    void decodes_data();
    void decodes();
};

static QByteArray encoded(const QByteArray &bytes, EncodeSet set)
{
    core::UrlBuffer buffer;
    core::appendEncoded(buffer, bytes, set);
    return QByteArray(buffer.constData(), buffer.size());
}

void PercentEncodingTest::setsHoldWhatTheStandardSays_data()
{
    QTest::addColumn<EncodeSet>("set");
    QTest::addColumn<QByteArray>("printable"); // the members between 0x21 and 0x7E

    QTest::newRow("path") << EncodeSet::Path << QByteArray("\"#<>?^`{}");
    QTest::newRow("query") << EncodeSet::Query << QByteArray("\"#'<>");
    QTest::newRow("user") << EncodeSet::UserInfo << QByteArray("\"#/:;<=>?@[\\]^`{|}");
}

void PercentEncodingTest::setsHoldWhatTheStandardSays()
{
    QFETCH(EncodeSet, set);
    QFETCH(QByteArray, printable);
    for (int byte = 0; byte < 256; ++byte) {
        const bool isMember = byte <= 0x20 || byte > 0x7E || printable.contains(char(byte));
        QCOMPARE(encoded(QByteArray(1, char(byte)), set).size(), isMember ? 3 : 1);
    }
}

void PercentEncodingTest::writesUpperCaseDigits()
{
    QCOMPARE(encoded("a\xAB b\xFF", EncodeSet::Path), QByteArray("a%AB%20b%FF"));
    QCOMPARE(encoded("", EncodeSet::Path), QByteArray());
}

void PercentEncodingTest::decodes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded");

    QTest::newRow("nothing to do") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("both cases") << QByteArray("%4a%4B") << QByteArray("JK");
    QTest::newRow("once only") << QByteArray("%2541") << QByteArray("%41");
    QTest::newRow("not hexadecimal") << QByteArray("%4g%%41") << QByteArray("%4g%A");
    QTest::newRow("cut short") << QByteArray("a%4") << QByteArray("a%4");
    QTest::newRow("at the end") << QByteArray("%41") << QByteArray("A");
}

void PercentEncodingTest::decodes()
{
    QFETCH(QByteArray, text);
    QTEST(core::percentDecoded(text), "decoded");
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::PercentEncodingTest)
#include "tst_percentencoding.moc"
