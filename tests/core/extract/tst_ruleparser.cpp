// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/pagination.h"
#include "core/extract/ruleparser.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

namespace {

/// Knows ".NAME" (the member; an error for what is no object) and "all" (the members' values).
class MemberQuery final : public JsonQuery
{
public:
    QList<JsonAnswer> evaluate(const QList<JsonTask> &tasks) override
    {
        ++calls;
        taskCounts.append(int(tasks.size()));
        QList<JsonAnswer> answers;
        for (const JsonTask &task : tasks)
            answers.append(answer(task));
        if (isBroken)
            answers.clear();
        return answers;
    }

    int calls = 0;
    QList<int> taskCounts;
    bool isBroken = false;

private:
    static JsonAnswer answer(const JsonTask &task)
    {
        const QJsonDocument document = QJsonDocument::fromJson(task.json);
        if (!document.isObject())
            return tl::unexpected(u"Cannot index this"_s);
        if (task.program != u"all")
            return QList<QJsonValue>{document.object().value(task.program.mid(1)).isUndefined()
                                         ? QJsonValue()
                                         : document.object().value(task.program.mid(1))};
        QList<QJsonValue> values;
        for (const QJsonValue &value : document.object())
            values.append(value);
        return values;
    }
};

/// Every <script>'s text.
QList<QByteArray> scripts(const Document &document)
{
    QList<QByteArray> texts;
    for (NodeId id = document.root(); id != noNode; id = document.nextInTree(id)) {
        if (document.isElement(id, "script"))
            texts.append(document.textContent(id));
    }
    return texts;
}

FieldSpec field(const QString &name, const QString &rule)
{
    FieldSpec spec;
    spec.name = name;
    spec.rule = rule;
    return spec;
}

QString json(const ExtractedRows &rows)
{
    QJsonArray array;
    for (const QJsonObject &row : rows.rows)
        array.append(row);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace

class RuleParserTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void looksIntoBlocks_data();
    void looksIntoBlocks();
    void asksOnceForABatch();
    void readsJsonPages();
    void resolvesAgainstTheBase();
    void bearsNoQuery();
    void countsPages_data();
    void countsPages();
    void refusesCounts_data();
    void refusesCounts();
};

void RuleParserTest::looksIntoBlocks_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QByteArray &html, const QString &rows, const QString &error = {}) {
        QTest::newRow(name) << "<p>x</p>" + html << rows << error;
    };
    row("the first block that has it", "<script>{\"b\":1}</script><script>{\"a\":2}</script><script>{\"a\":3}</script>",
        u"[{\"p\":\"x\",\"v\":2}]"_s);
    row("a block it does not fit is passed over", "<script>[1]</script><script>{\"a\":2}</script>",
        u"[{\"p\":\"x\",\"v\":2}]"_s);
    row("none has it", "<script>[1]</script><script>{\"b\":2}</script>", u"[{\"p\":\"x\",\"v\":null}]"_s);
    row("it fits none", "<script>[1]</script>", u"[{\"p\":\"x\",\"v\":null}]"_s, u"Cannot index this"_s);
    row("no blocks", "", u"[{\"p\":\"x\",\"v\":null}]"_s);
    row("an object as value", "<script>{\"a\":{\"b\":[1]}}</script>", u"[{\"p\":\"x\",\"v\":{\"b\":[1]}}]"_s);
}

void RuleParserTest::looksIntoBlocks()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, error);
    MemberQuery query;
    const auto plan = *ExtractionPlan::compile({{}, {field(u"p"_s, u"p"_s), field(u"v"_s, u"json:.a"_s)}, {}, {}});
    const RuleParser parser(plan, &query, scripts);
    QCOMPARE(parser.columns(), (QStringList{u"p"_s, u"v"_s}));
    const Document document = parseHtml(html);
    const ParserPage page{&document, *WebUrl::parse("https://example.com/"), html, false};
    const QList<ExtractedRows> results = parser.parse({&page, 1});
    QCOMPARE(results.size(), 1);
    QTEST(json(results.first()), "rows");
    QCOMPARE(results.first().errors.size(), error.isNull() ? 0 : 1);
    if (!error.isNull())
        QCOMPARE(results.first().errors.first(), (RowError{0, u"v"_s, error}));
}

void RuleParserTest::asksOnceForABatch()
{
    MemberQuery query;
    const auto plan = *ExtractionPlan::compile({{},
                                                {field(u"a"_s, u"json:.a"_s), field(u"again"_s, u"json:.a |> number"_s),
                                                 field(u"all"_s, u"json:all |> all"_s)},
                                                {},
                                                {}});
    const RuleParser parser(plan, &query, scripts);
    const QByteArrayList sources{"<script>{\"a\":1}</script>", "<p>", "<script>{\"a\":2,\"b\":3}</script>"};
    std::vector<Document> documents;
    std::vector<ParserPage> pages;
    for (const QByteArray &source : sources)
        documents.push_back(parseHtml(source));
    for (qsizetype i = 0; i < sources.size(); ++i)
        pages.push_back({&documents[std::size_t(i)], *WebUrl::parse("https://example.com/"), sources[i], false});
    const QList<ExtractedRows> results = parser.parse(pages);
    QCOMPARE(query.calls, 1);
    QCOMPARE(query.taskCounts, QList<int>{4}); // two programs on two blocks
    QCOMPARE(json(results[0]), u"[{\"a\":1,\"again\":1,\"all\":[1]}]"_s);
    QCOMPARE(json(results[1]), u"[]"_s);
    QCOMPARE(json(results[2]), u"[{\"a\":2,\"again\":2,\"all\":[2,3]}]"_s);
}

void RuleParserTest::readsJsonPages()
{
    MemberQuery query;
    const auto plan = *ExtractionPlan::compile({{}, {field(u"a"_s, u"json:.a"_s)}, {}, {}});
    const RuleParser parser(plan, &query, scripts);
    const Document nothing = parseHtml("");
    const ParserPage page{&nothing, *WebUrl::parse("https://example.com/api"), "{\"a\":\"x\"}", true};
    QCOMPARE(json(parser.parse({&page, 1}).first()), u"[{\"a\":\"x\"}]"_s);
}

void RuleParserTest::resolvesAgainstTheBase()
{
    FieldSpec link = field(u"a"_s, u"a"_s);
    link.type = ColumnType::Url;
    const RuleParser parser(*ExtractionPlan::compile({{}, {link}, u"a"_s, {}}), nullptr, {});
    const QByteArray html = "<base href=/there/><a href=x>";
    const Document document = parseHtml(html);
    const ParserPage page{&document, *WebUrl::parse("https://example.com/here/"), html, false};
    const ExtractedRows rows = parser.parse({&page, 1}).first();
    QCOMPARE(json(rows), u"[{\"a\":\"https://example.com/there/x\"}]"_s);
    QCOMPARE(rows.next, QList<WebUrl>{*WebUrl::parse("https://example.com/there/x")});
}

void RuleParserTest::bearsNoQuery()
{
    const auto plan = *ExtractionPlan::compile({{}, {field(u"p"_s, u"p"_s), field(u"a"_s, u"json:.a"_s)}, {}, {}});
    const QByteArray html = "<p>x</p><script>{}</script>";
    const Document document = parseHtml(html);
    const ParserPage page{&document, *WebUrl::parse("https://example.com/"), html, false};
    MemberQuery broken;
    broken.isBroken = true;
    for (JsonQuery *query : {static_cast<JsonQuery *>(nullptr), static_cast<JsonQuery *>(&broken)}) {
        const ExtractedRows rows = RuleParser(plan, query, scripts).parse({&page, 1}).first();
        QCOMPARE(json(rows), u"[{\"a\":null,\"p\":\"x\"}]"_s);
        QCOMPARE(rows.errors, (QList<RowError>{{0, u"a"_s, u"json: rules cannot run here"_s}}));
    }
}

void RuleParserTest::countsPages_data()
{
    QTest::addColumn<NumberedPages>("pages");
    QTest::addColumn<QStringList>("urls");
    QTest::newRow("up") << NumberedPages{u"?p={page}"_s, 1, 3, 1}
                        << QStringList{u"https://example.com/l?p=1"_s, u"https://example.com/l?p=2"_s,
                                       u"https://example.com/l?p=3"_s};
    QTest::newRow("by steps") << NumberedPages{u"/o/{page}/"_s, 0, 45, 20}
                              << QStringList{u"https://example.com/o/0/"_s, u"https://example.com/o/20/"_s,
                                             u"https://example.com/o/40/"_s};
    QTest::newRow("down") << NumberedPages{u"http://x/{page}"_s, 2, 1, -1}
                          << QStringList{u"http://x/2"_s, u"http://x/1"_s};
    QTest::newRow("one") << NumberedPages{u"{page}{page}"_s, 7, 7, 1} << QStringList{u"https://example.com/77"_s};
}

void RuleParserTest::countsPages()
{
    QFETCH(NumberedPages, pages);
    const auto urls = numberedPages(pages, *WebUrl::parse("https://example.com/l"));
    QVERIFY2(urls, urls ? "" : qPrintable(urls.error()));
    QStringList texts;
    for (const WebUrl &url : *urls)
        texts.append(url.toString());
    QTEST(texts, "urls");
}

void RuleParserTest::refusesCounts_data()
{
    QTest::addColumn<NumberedPages>("pages");
    QTest::newRow("no place") << NumberedPages{u"?p="_s, 1, 2, 1};
    QTest::newRow("no step") << NumberedPages{u"?p={page}"_s, 1, 2, 0};
    QTest::newRow("the wrong way") << NumberedPages{u"?p={page}"_s, 1, 2, -1};
    QTest::newRow("too many") << NumberedPages{u"?p={page}"_s, -2'000'000'000, 2'000'000'000, 1};
    QTest::newRow("no web address") << NumberedPages{u"mailto:{page}"_s, 1, 2, 1};
}

void RuleParserTest::refusesCounts()
{
    QFETCH(NumberedPages, pages);
    const auto urls = numberedPages(pages, *WebUrl::parse("https://example.com/l"));
    QVERIFY(!urls);
    QVERIFY(!urls.error().isEmpty());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RuleParserTest)
#include "tst_ruleparser.moc"
