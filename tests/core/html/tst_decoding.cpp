// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/encoding.h"
#include "core/html/utf8.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::Charset;

class DecodingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void becomesUtf8_data();
    void becomesUtf8();
    void validUtf8SharesItsMemory();
    void everyEncodingIsKnown_data();
    void everyEncodingIsKnown();
    void utf8IsJudged_data();
    void utf8IsJudged();
    void errorsAreSeenAtEveryOffset();
};

void DecodingTest::becomesUtf8_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *title, const QByteArray &encoding, const QByteArray &bytes, const QString &text) {
        QTest::newRow(title) << encoding << bytes << text;
    };
    const QString bad = u"\ufffd"_s;
    row("UTF-8", "UTF-8", "gr\xc3\xbc", u"grü"_s);
    row("UTF-8 mark is dropped", "UTF-8",
        "\xef\xbb\xbf"
        "a",
        u"a"_s);
    row("only one mark", "UTF-8", "\xef\xbb\xbf\xef\xbb\xbf", u"\ufeff"_s);
    row("another encoding's mark stays", "windows-1252", "\xef\xbb\xbf", u"ï»¿"_s);
    row("a stray continuation", "UTF-8",
        "a\x80"
        "b",
        u"a"_s + bad + u"b"_s);
    row("a cut sequence is one error", "UTF-8", "\xe2\x82", bad);
    row("a cut sequence before ASCII", "UTF-8",
        "\xf0\x9f\x98"
        "a",
        bad + u"a"_s);
    row("surrogates are three errors", "UTF-8", "\xed\xa0\x80", bad + bad + bad);
    row("overlong", "UTF-8", "\xc0\xaf", bad + bad);
    row("beyond Unicode", "UTF-8", "\xf4\x90\x80\x80", bad + bad + bad + bad);
    row("the last character", "UTF-8", "\xf4\x8f\xbf\xbf", QString::fromUcs4(U"\U0010ffff"));
    row("NUL stays", "UTF-8", QByteArray("a\0b", 3), QString(u"a\0b"_s));
    row("windows-1252", "windows-1252", "\x80\x81\x93\xe9\xff", u"€\u0081“éÿ"_s);
    row("UTF-16LE", "UTF-16LE",
        QByteArray("\xff\xfe"
                   "a\0\x3d\xd8\x00\xde",
                   8),
        u"a😀"_s);
    row("UTF-16BE", "UTF-16BE", QByteArray("\0a\xd8\x3d\xde\x00", 6), u"a😀"_s);
    row("half a pair", "UTF-16BE", QByteArray("\xd8\x3d\0a", 4), bad + u"a"_s);
    row("half a unit", "UTF-16LE", QByteArray("a\0b", 3), u"a"_s + bad);
    row("Shift_JIS", "Shift_JIS", "\x93\xfa\x96\x7b", u"日本"_s);
    row("Shift_JIS keeps ASCII", "Shift_JIS", "a\\~", u"a\\~"_s);
    row("EUC-JP", "EUC-JP", "\xc6\xfc\xcb\xdc", u"日本"_s);
    row("ISO-2022-JP", "ISO-2022-JP", "\x1b$BF|K\\\x1b(B.", u"日本."_s);
    row("GBK", "GBK", "\xd6\xd0\xce\xc4", u"中文"_s);
    row("gb18030", "gb18030", "\x94\x39\xda\x33", u"💩"_s);
    row("Big5", "Big5", "\xa4\xa4\xa4\xe5", u"中文"_s);
    row("Big5 of Hong Kong", "Big5", "\x88\x62", u"\u00ca\u0304"_s);
    row("EUC-KR", "EUC-KR", "\xc7\xd1\xb1\xdb", u"한글"_s);
    row("EUC-KR with the extension", "EUC-KR", "\x81\x41", u"갂"_s);
    row("a cut character at the end", "Shift_JIS", "a\x93", u"a"_s + bad);
    row("KOI8-R", "KOI8-R", "\xc1\xc2", u"аб"_s);
    row("KOI8-U has the short u", "KOI8-U", "\xae\xbe", u"ўЎ"_s);
    row("macintosh", "macintosh", "\xdb\x8e", u"€é"_s);
    row("x-mac-cyrillic", "x-mac-cyrillic", "\xa2\xff", u"Ґ€"_s);
    row("windows-874", "windows-874", "\x80\xa1\xdb", u"€ก"_s + bad);
    row("windows-1251", "windows-1251", "\xe0\x98", u"а\u0098"_s);
    row("windows-1253", "windows-1253", "\xe1\xaa", u"α"_s + bad);
    row("windows-1255", "windows-1255", "\xe0\xca", u"א\u05ba"_s);
    row("ISO-8859-8-I", "ISO-8859-8-I", "\xe0", u"א"_s);
    row("ISO-8859-16", "ISO-8859-16", "\xa4\xde\x80", u"€Ț\u0080"_s);
    row("IBM866", "IBM866", "\x80", u"А"_s);
    row("x-user-defined", "x-user-defined", "a\x80\xff", u"a\uf780\uf7ff"_s);
    row("replacement", "replacement", "anything", bad);
    row("replacement of nothing", "replacement", "", QString());
}

void DecodingTest::becomesUtf8()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(core::decodeToUtf8(bytes, {encoding, core::CharsetSource::Header}), text.toUtf8());
}

void DecodingTest::validUtf8SharesItsMemory()
{
    const QByteArray body(100'000, 'a');
    const QByteArray decoded = core::decodeToUtf8(body, {"UTF-8", core::CharsetSource::Guess});
    QVERIFY(decoded.constData() == body.constData());
}

/// Each decodes what is ASCII in it to itself and 'A' behind every high byte without losing it.
void DecodingTest::everyEncodingIsKnown_data()
{
    QTest::addColumn<QByteArray>("encoding");
    for (const char *name :
         {"IBM866",       "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",     "ISO-8859-5",   "ISO-8859-6",
          "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-8-I", "ISO-8859-10",    "ISO-8859-13",  "ISO-8859-14",
          "ISO-8859-15",  "ISO-8859-16",  "KOI8-R",       "KOI8-U",         "macintosh",    "windows-874",
          "windows-1250", "windows-1251", "windows-1252", "windows-1253",   "windows-1254", "windows-1255",
          "windows-1256", "windows-1257", "windows-1258", "x-mac-cyrillic", "GBK",          "gb18030",
          "Big5",         "EUC-JP",       "ISO-2022-JP",  "Shift_JIS",      "EUC-KR"})
        QTest::newRow(name) << QByteArray(name);
}

void DecodingTest::everyEncodingIsKnown()
{
    QFETCH(QByteArray, encoding);
    QCOMPARE(core::decodeToUtf8("<p>a\\~z</p>\n", {encoding, core::CharsetSource::Header}), "<p>a\\~z</p>\n");
    QByteArray high;
    for (int byte = 0xa1; byte < 0xff; ++byte)
        high += QByteArray(2, char(byte)) + '\n';
    const QString text = QString::fromUtf8(core::decodeToUtf8(high, {encoding, core::CharsetSource::Header}));
    const qsizetype lost = text.count(u'\ufffd');
    QCOMPARE(text.count(u'\n'), 0xff - 0xa1);
    QVERIFY2(encoding == "ISO-2022-JP" || lost < text.size() / 2, qPrintable(text));
}

void DecodingTest::utf8IsJudged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ASCII with NUL") << QByteArray("a\0b", 3) << true;
    QTest::newRow("two bytes") << QByteArray("\xc2\x80") << true;
    QTest::newRow("three bytes") << QByteArray("\xef\xbf\xbf") << true;
    QTest::newRow("just below the surrogates") << QByteArray("\xed\x9f\xbf") << true;
    QTest::newRow("four bytes") << QByteArray("\xf0\x90\x80\x80") << true;
    QTest::newRow("overlong in two") << QByteArray("\xc1\xbf") << false;
    QTest::newRow("overlong in three") << QByteArray("\xe0\x9f\xbf") << false;
    QTest::newRow("overlong in four") << QByteArray("\xf0\x8f\xbf\xbf") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xbf\xbf") << false;
    QTest::newRow("too large") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::newRow("no such lead") << QByteArray("\xf5\x80\x80\x80") << false;
    QTest::newRow("stray continuation") << QByteArray("\x80") << false;
    QTest::newRow("cut") << QByteArray("\xe2\x82") << false;
}

void DecodingTest::utf8IsJudged()
{
    QFETCH(QByteArray, bytes);
    QTEST(core::isValidUtf8(bytes), "isValid");
}

void DecodingTest::errorsAreSeenAtEveryOffset()
{
    for (int at = 0; at < 100; ++at) {
        QByteArray bytes(100, 'x');
        bytes[at] = '\xff';
        QVERIFY(!core::isValidUtf8(bytes));
        QCOMPARE(core::repairedUtf8(bytes), QByteArray(at, 'x') + "\xef\xbf\xbd" + QByteArray(99 - at, 'x'));
    }
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::DecodingTest)
#include "tst_decoding.moc"
