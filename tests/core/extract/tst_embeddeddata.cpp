// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/embeddeddata.h"
#include "core/extract/flightrows.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::DataKind;
using core::EmbeddedBlock;

static QList<EmbeddedBlock> blocksOf(const QByteArray &html)
{
    return core::findEmbeddedData(core::parseHtml(html));
}

/// One line a block: script, kind, name, argument, JSON or the fault and its place.
static QStringList describe(const QList<EmbeddedBlock> &blocks)
{
    QStringList lines;
    for (const EmbeddedBlock &block : blocks) {
        QString line = u"%1 %2 %3"_s.arg(block.script).arg(core::dataKindName(block.kind), block.name);
        if (block.argument >= 0)
            line += u"(%1)"_s.arg(block.argument);
        line += u' ';
        if (block.error)
            line += u"! %1:%2"_s.arg(block.error->position.line).arg(block.error->position.column);
        lines.append(line + QString::fromUtf8(block.json));
    }
    return lines;
}

class EmbeddedDataTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void finds_data();
    void finds();
    void bothInstagramPages();
    void joinsFlightChunks();
    void readsFlightRows_data();
    void readsFlightRows();
    void keepsEveryDigit();
    void survivesALargePage();
};

void EmbeddedDataTest::finds_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QStringList>("blocks");
    const auto row = [](const char *title, const QByteArray &html, const QStringList &blocks) {
        QTest::newRow(title) << html << blocks;
    };
    row("nothing", "<p>x = {a:1}", {});
    row("script without type", "<script>x = {a:1}</script>", {u"0 assignment x {\"a\":1}"_s});
    row("scripts are counted",
        "<script src=a></script><script>f([1])</script><script>return JSON.parse('[2]')</script>",
        {u"1 call f(0) [1]"_s, u"2 json-parse JSON.parse [2]"_s});
    row("types of JavaScript",
        "<script type=module>a=[1]</script><script type='Text/JavaScript; x=y'>b=[1]</script>"
        "<script type=abc123-text/javascript>c=[1]</script><script language=JavaScript1.2>d=[1]</script>"
        "<script type=''>e=[1]</script>",
        {u"0 assignment a [1]"_s, u"1 assignment b [1]"_s, u"2 assignment c [1]"_s, u"3 assignment d [1]"_s,
         u"4 assignment e [1]"_s});
    row("other types are no scripts", "<script type=text/template>a=[1]</script><script type=text/x>{{a}}</script>",
        {});
    row("other types may be JSON", "<script type=text/x-init id=i>{\"a\":1}</script>",
        {u"0 json-script i {\"a\":1}"_s});
    row("types of JSON",
        "<script type=application/json id=a>[1]</script><script type=importmap>{}</script>"
        "<script type='application/vnd.x+json; charset=utf-8'>3</script><script type=text/json>\"4\"</script>",
        {u"0 json-script a [1]"_s, u"1 json-script  {}"_s, u"2 json-script  3"_s, u"3 json-script  \"4\""_s});
    row("JSON-LD", "<script type='application/LD+json'>{\"@type\":\"A\"}</script>",
        {u"0 ld+json  {\"@type\":\"A\"}"_s});
    row("Next.js", "<script id=__NEXT_DATA__ type=application/json>{\"props\":{}}</script>",
        {u"0 next-data __NEXT_DATA__ {\"props\":{}}"_s});
    row("empty JSON", "<script type=application/json> \n</script>", {});
    row("broken beside good",
        "<script type=application/ld+json>{\"a\":1,\n\"b\":}</script>"
        "<script type=application/ld+json>{\"c\":2}</script><script>x = {a:1 b:2}; y = [1]</script>",
        {u"0 ld+json  ! 2:5"_s, u"1 ld+json  {\"c\":2}"_s, u"2 assignment x ! 1:10"_s, u"2 assignment y [1]"_s});
    row("several values in one", "<script type=application/ld+json>{\"a\":1}{\"b\":2},[3]; {\"c\" 4}</script>",
        {u"0 ld+json  {\"a\":1}"_s, u"0 ld+json  {\"b\":2}"_s, u"0 ld+json  [3]"_s, u"0 ld+json  ! 1:26"_s});
    row("line ends in strings", "<script type=application/ld+json>{\"a\":\"b\nc\"}</script>",
        {u"0 ld+json  {\"a\":\"b\\nc\"}"_s});
    row("in a comment of HTML", "<script type=application/json><!--\n{\"a\":1}\n--></script>",
        {u"0 json-script  {\"a\":1}"_s});
    row("in CDATA", "<script type=application/json><![CDATA[{\"a\":1}]]></script>", {u"0 json-script  {\"a\":1}"_s});
    row("in commented CDATA", "<script type=application/ld+json>\n//<![CDATA[\n{\"a\":1}\n//]]>\n</script>",
        {u"0 ld+json  {\"a\":1}"_s});
    row("in CDATA in block comments", "<script>/*<![CDATA[*/ x = {a:1} /*]]>*/</script>",
        {u"0 assignment x {\"a\":1}"_s});
    row("script in a comment of HTML", "<script><!--\nx = {a:1}\n//--></script>", {u"0 assignment x {\"a\":1}"_s});
    row("places count from the script's start", "<script><!--\n x = {a:1,\n  b c}\n//--></script>",
        {u"0 assignment x ! 3:5"_s});
    row("in a drawing", "<svg><script>x = [1]</script></svg>", {u"0 assignment x [1]"_s});
    row("not in a template", "<template><script>x = [1]</script></template>", {});
}

void EmbeddedDataTest::finds()
{
    QFETCH(QByteArray, html);
    QFETCH(QStringList, blocks);
    QCOMPARE(describe(blocksOf(html)), blocks);
}

void EmbeddedDataTest::bothInstagramPages()
{
    const QByteArray user = R"({"username":"ada","edge_followed_by":{"count":1234},"biography":"a \"b\" \u00e9 </p>"})";
    const QList<EmbeddedBlock> older = blocksOf(
        "<!DOCTYPE html><body><script type=\"text/javascript\">window._sharedData = {\"config\":{\"csrf_token\":null},"
        "\"entry_data\":{\"ProfilePage\":[{\"logging_page_id\":\"profilePage_1\",\"graphql\":{\"user\":" +
        user + "}}]}};</script><script>window.__initialDataLoaded(window._sharedData);</script>");
    QCOMPARE(older.size(), 1);
    QCOMPARE(older.first().name, u"window._sharedData"_s);
    const QJsonValue profile = core::jsonValueOf(older.first().json)[u"entry_data"][u"ProfilePage"][0];
    QCOMPARE(profile[u"graphql"][u"user"], core::jsonValueOf(user));

    const QByteArray start = "<script type=\"text/javascript\">window.__additionalDataLoaded('/ada/',";
    const QList<EmbeddedBlock> newer = blocksOf(start + "{\"data\":{\"user\":" + user + "}});</script>" + start +
                                                "{\"graphql\":{\"user\":" + user + "}});</script>");
    QCOMPARE(newer.size(), 4);
    for (const EmbeddedBlock &block : newer)
        QCOMPARE(block.name, u"window.__additionalDataLoaded"_s);
    QCOMPARE(newer[0].json, QByteArray("\"/ada/\""));
    QCOMPARE(newer[1].argument, 1);
    QCOMPARE(core::jsonValueOf(newer[1].json)[u"data"][u"user"], core::jsonValueOf(user));
    QCOMPARE(newer[3].script, 1);
    QCOMPARE(core::jsonValueOf(newer[3].json)[u"graphql"][u"user"][u"username"].toString(), u"ada"_s);
}

void EmbeddedDataTest::joinsFlightChunks()
{
    const QStringList found = describe(blocksOf(
        "<script>(self.__next_f=self.__next_f||[]).push([0]);self.__next_f.push([2,null])</script>"
        "<script>self.__next_f.push([1,\"0:{\\\"a\\\":[1,\"])</script><script>x = 1</script>"
        "<script>self.__next_f.push([1,\"2]}\\n1:I[\\\"m\\\"]\\n2:T4,\"])</script>"
        "<script>self.__next_f.push([1,\"\\u00e9\\n{3:[}\\n\"]);self.__next_f.push([3,\"NDoibyI=\"])</script>"));
    const QStringList rows = found.filter(u"next-flight"_s);
    QCOMPARE(rows,
             (QStringList{u"1 next-flight 0 {\"a\":[1,2]}"_s, u"1 next-flight 1:I [\"m\"]"_s,
                          u"1 next-flight 2:T \"é\\n{\""_s, u"1 next-flight 3 ! 4:5"_s, u"1 next-flight 4 \"o\""_s}));
    QCOMPARE(found.size() - rows.size(), 7);
}

void EmbeddedDataTest::readsFlightRows_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("elements") << QByteArray("0:[\"$\",\"$L1\"]\na:null\nb:\"$Sx\"\n")
                              << QStringList{u"0  [\"$\",\"$L1\"]"_s, u"a  null"_s, u"b  \"$Sx\""_s};
    QTest::newRow("hints without id") << QByteArray(":HL[\"/a.css\",\"style\"]\n")
                                      << QStringList{u" HL [\"/a.css\",\"style\"]"_s};
    QTest::newRow("text counts bytes") << QByteArray("1:T6,\xc3\xa9\n:[x2:[1]")
                                       << QStringList{u"1 T \"é\\n:[x\""_s, u"2  [1]"_s};
    QTest::newRow("text that is cut off") << QByteArray("1:Tff,abc") << QStringList{u"1 T \"abc\""_s};
    QTest::newRow("binary data is passed over") << QByteArray("1:o3,\n\n\n2:[1]") << QStringList{u"2  [1]"_s};
    QTest::newRow("what is no JSON") << QByteArray("1:$x\nnoise\n2:[1]\n") << QStringList{u"2  [1]"_s};
    QTest::newRow("broken JSON") << QByteArray("1:[1\n2:[1]\n") << QStringList{u"1  !"_s, u"2  [1]"_s};
    QTest::newRow("no line end") << QByteArray("1:[1]") << QStringList{u"1  [1]"_s};
}

void EmbeddedDataTest::readsFlightRows()
{
    QFETCH(QByteArray, stream);
    QFETCH(QStringList, rows);
    QStringList found;
    for (const core::FlightRow &row : core::readFlightRows({stream.constData(), std::size_t(stream.size())}))
        found.append(QString::fromUtf8(row.id + " " + row.tag + " " + (row.error ? "!" : row.json)));
    QCOMPARE(found, rows);
}

void EmbeddedDataTest::keepsEveryDigit()
{
    const QList<EmbeddedBlock> blocks =
        blocksOf("<script>x = {id: 12345678901234567890, n: 9007199254740991}</script>");
    QCOMPARE(blocks.first().json, QByteArray(R"({"id":"12345678901234567890","n":9007199254740991})"));
}

void EmbeddedDataTest::survivesALargePage()
{
    const QByteArray data = "{\"a\":[1,2,{\"b\":\"it's /* no comment */ // \\\" }\"}],\"c\":null},";
    const QByteArray code = "function f(a){return a.b/2+g('x',a[1])&&/[/']/.test(`${a}'`)}\n";
    const QByteArray html = "<script>" + code.repeated(50'000) + "x=[" + data.repeated(50'000) + "];y=[1]</script>";
    QVERIFY(html.size() > 5'000'000);
    const core::Document document = core::parseHtml(html);
    QElapsedTimer timer;
    timer.start();
    const QList<EmbeddedBlock> blocks = core::findEmbeddedData(document);
    qInfo("%lld bytes in %lld ms", qint64(html.size()), timer.elapsed());
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(core::jsonValueOf(blocks[0].json).toArray().size(), 50'000);
    QCOMPARE(blocks[1].name, u"y"_s);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::EmbeddedDataTest)
#include "tst_embeddeddata.moc"
