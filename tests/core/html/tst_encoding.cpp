// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/encoding.h"
#include "tests/core/html/datfile.h"
#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::Charset;
using core::CharsetSource;

class EncodingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void labelsNameEncodings_data();
    void labelsNameEncodings();
    void standardLabels();
    void charsetIsFound_data();
    void charsetIsFound();
    void metaIsPrescanned_data();
    void metaIsPrescanned();
    void conformsToTheEncodingSuite();
};

void EncodingTest::labelsNameEncodings_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("utf8") << QByteArray("utf8") << QByteArray("UTF-8");
    QTest::newRow("upper case") << QByteArray("UTF-8") << QByteArray("UTF-8");
    QTest::newRow("white space around it") << QByteArray(" \tutf-8\r\n") << QByteArray("UTF-8");
    QTest::newRow("latin1 means windows-1252") << QByteArray("ISO-8859-1") << QByteArray("windows-1252");
    QTest::newRow("gb2312 means GBK") << QByteArray("gb2312") << QByteArray("GBK");
    QTest::newRow("hz is replaced") << QByteArray("hz-gb-2312") << QByteArray("replacement");
    QTest::newRow("unknown") << QByteArray("utf-7") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("two labels are none") << QByteArray("utf-8 utf-8") << QByteArray();
}

void EncodingTest::labelsNameEncodings()
{
    QFETCH(QByteArray, label);
    QTEST(core::encodingForLabel(label), "name");
}

void EncodingTest::standardLabels()
{
    const QString path = suitePath(u"whatwg-encoding/encodings.json"_s);
    if (path.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    int count = 0;
    const QJsonArray groups = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &group : groups) {
        const QJsonArray encodings = group[u"encodings"].toArray();
        for (const QJsonValue &encoding : encodings) {
            const QJsonArray labels = encoding[u"labels"].toArray();
            for (const QJsonValue &label : labels) {
                QCOMPARE(core::encodingForLabel(label.toString().toUtf8()), encoding[u"name"].toString().toUtf8());
                ++count;
            }
        }
    }
    qInfo("%d encoding labels map right", count);
    QVERIFY(count >= 200);
}

void EncodingTest::charsetIsFound_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<CharsetSource>("source");
    const QByteArray meta = "<meta charset=koi8-r>";
    const QByteArray html = "text/html; charset=";
    const auto row = [](const char *title, QByteArray body, QByteArray type, QByteArray name, CharsetSource source) {
        QTest::newRow(title) << body << type << name << source;
    };
    row("a byte order mark beats all", "\xef\xbb\xbf" + meta, html + "big5", "UTF-8", CharsetSource::ByteOrderMark);
    row("UTF-16 big endian mark", "\xfe\xff", "", "UTF-16BE", CharsetSource::ByteOrderMark);
    row("UTF-16 little endian mark", "\xff\xfe", "", "UTF-16LE", CharsetSource::ByteOrderMark);
    row("the header beats meta", meta, html + "big5", "Big5", CharsetSource::Header);
    row("quoted in the header", meta, html + "\"big5\"", "Big5", CharsetSource::Header);
    row("a quoted pair in the header", meta, html + "\"b\\ig5\"", "Big5", CharsetSource::Header);
    row("case does not matter", meta, "TEXT/HTML;CHARSET=BIG5", "Big5", CharsetSource::Header);
    row("further parameters", meta, "text/html; a=b; charset=big5; c=d", "Big5", CharsetSource::Header);
    row("a quoted semicolon", meta, "text/html; a=\";charset=x\"; charset=big5", "Big5", CharsetSource::Header);
    row("a parameter without value", meta, "text/html; a; charset=big5", "Big5", CharsetSource::Header);
    row("an unknown header label is passed over", meta, html + "klingon", "KOI8-R", CharsetSource::Meta);
    row("a header without charset", meta, "text/html", "KOI8-R", CharsetSource::Meta);
    row("ASCII is UTF-8", "abc", "", "UTF-8", CharsetSource::Guess);
    row("nothing is UTF-8", "", "", "UTF-8", CharsetSource::Guess);
    row("valid UTF-8", "gr\xc3\xbc\xc3\x9f", "", "UTF-8", CharsetSource::Guess);
    row("else windows-1252", "gr\xfc\xdf", "", "windows-1252", CharsetSource::Guess);
    row("an error at the very end counts", QByteArray(5'000, 'a') + "\xc3", "", "windows-1252", CharsetSource::Guess);
    row("meta behind 1,024 bytes", QByteArray(1'024, ' ') + meta, "", "KOI8-R", CharsetSource::Meta);
    row("not inside a script there", QByteArray(1'024, ' ') + "<script>'" + meta + "'</script>", "", "UTF-8",
        CharsetSource::Guess);
}

void EncodingTest::charsetIsFound()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, name);
    QFETCH(CharsetSource, source);
    const Charset expected{name, source};
    const Charset found = core::sniffCharset(body, contentType);
    QVERIFY2(found == expected, found.name);
}

void EncodingTest::metaIsPrescanned_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char *title, const QByteArray &head, const QByteArray &name) {
        QTest::newRow(title) << head << name;
    };
    row("charset", "<meta charset=big5>", "Big5");
    row("in quotes", "<meta charset=\"big5\">", "Big5");
    row("space around the sign", "<meta charset\t=\n'big5'>", "Big5");
    row("a slash after meta", "<meta/charset=big5>", "Big5");
    row("upper case", "<META CHARSET=BIG5>", "Big5");
    row("http-equiv", "<meta http-equiv=content-type content='text/html; charset=big5'>", "Big5");
    row("the other way round", "<meta content='charset = big5' http-equiv=Content-Type>", "Big5");
    row("content alone does not count", "<meta content='text/html; charset=big5'>", "");
    row("quotes inside content", "<meta http-equiv=content-type content='charset=\"big5\"; x'>", "Big5");
    row("an open quote inside content", "<meta http-equiv=content-type content='charset=\"big5'>", "");
    row("a second charset in content", "<meta http-equiv=content-type content='charset charset=big5'>", "Big5");
    row("the first of two attributes counts", "<meta charset=big5 charset=gbk>", "Big5");
    row("an unknown one goes on to the next", "<meta charset=klingon><meta charset=big5>", "Big5");
    row("a comment hides it", "<!-- <meta charset=gbk> --><meta charset=big5>", "Big5");
    row("a short comment", "<!--><meta charset=big5>", "Big5");
    row("inside another tag's attribute", "<a title='<meta charset=gbk>'><meta charset=big5>", "Big5");
    row("behind an end tag", "</a title='<meta charset=gbk>'><meta charset=big5>", "Big5");
    row("behind a processing instruction", "<?xml ><meta charset=big5>", "Big5");
    row("not a meta element", "<metadata charset=big5>", "");
    row("cut off", "<meta charset=big5", "");
    row("a meta element cannot say UTF-16", "<meta charset=utf-16>", "UTF-8");
    row("x-user-defined is windows-1252 here", "<meta charset=x-user-defined>", "windows-1252");
    row("an XML declaration in UTF-16LE", QByteArray("<\0?\0x\0m\0", 8), "UTF-16LE");
    row("an XML declaration in UTF-16BE", QByteArray("\0<\0?\0x\0m", 8), "UTF-16BE");
    row("NULs are nothing special", QByteArray("\0\0<meta charset=big5>", 21), "Big5");
    row("nothing", "", "");
}

void EncodingTest::metaIsPrescanned()
{
    QFETCH(QByteArray, head);
    QTEST(core::prescanMeta(head), "name");
}

void EncodingTest::conformsToTheEncodingSuite()
{
    int count = 0;
    int passed = 0;
    for (const QString &name : {u"tests1.dat"_s, u"tests2.dat"_s}) {
        const QString path = suitePath(u"html5lib-encoding/"_s + name);
        if (path.isEmpty())
            QSKIP("SLUICE_SUITES is not set");
        const QList<DatCase> cases = readDatFile(path, {"data", "encoding"});
        for (const DatCase &one : cases) {
            const Charset charset = core::sniffCharset(one["data"], {});
            const QByteArray found = charset.source == CharsetSource::Guess ? QByteArray() : charset.name;
            const QByteArray shown = found.isEmpty() ? QByteArray("windows-1252") : found;
            const QByteArray expected = core::encodingForLabel(one["encoding"].trimmed());
            ++count;
            passed += shown == expected ? 1 : 0;
            if (shown != expected)
                qInfo("found %s, expected %s in %s", shown.constData(), expected.constData(), one["data"].constData());
        }
    }
    qInfo("html5lib encoding suite: %d of %d", passed, count);
    QVERIFY(count > 0);
    QCOMPARE(passed, count);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::EncodingTest)
#include "tst_encoding.moc"
