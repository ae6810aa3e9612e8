// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipefile.h"
#include "core/extract/recipelibrary.h"
#include "core/extract/reciperunner.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class RecipeFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void faultsNameTheirPath_data();
    void faultsNameTheirPath();
    void ownRecipesAreFound();
    void ownRecipesGoBeforeBuiltInOnes();
    void columns();
    void schemaKnowsAllFields();
};

static QByteArray recipe(const QByteArray &columns, const QByteArray &sources = R"([{"kind": "rows", "row": "li"}])",
                         const QByteArray &more = {})
{
    return R"({"version": 1, "name": "own", "sources": )" + sources + R"(, "columns": )" + columns + more + '}';
}

void RecipeFileTest::faultsNameTheirPath_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("begin");
    const int field = int(RecipeFault::Field);
    const QByteArray column = R"([{"name": "a", "rules": ["css:b"]}])";
    QTest::newRow("no JSON") << "{"_ba << int(RecipeFault::Syntax) << u"no JSON: "_s;
    QTest::newRow("a list") << "[]"_ba << int(RecipeFault::Syntax) << u"expected a JSON object"_s;
    QTest::newRow("no version") << R"({"name": "a"})"_ba << int(RecipeFault::Version)
                                << u"version: expected 1, got nothing"_s;
    QTest::newRow("a newer version") << R"({"version": 2})"_ba << int(RecipeFault::Version)
                                     << u"version: expected 1, got 2 (written for a newer Sluice)"_s;
    QTest::newRow("no name") << R"({"version": 1})"_ba << field << u"name: expected a text, got nothing"_s;
    QTest::newRow("no sources") << R"({"version": 1, "name": "a"})"_ba << field
                                << u"sources: expected a list of objects, got nothing"_s;
    QTest::newRow("an unknown field") << recipe(column, R"([{"kind": "feed"}])", R"(, "colour": 1)") << field
                                      << u"colour: unknown field"_s;
    QTest::newRow("an unknown kind") << recipe(column, R"([{"kind": "magic"}])") << field
                                     << u"sources[0].kind: expected one of json, structured, rows, tables, feed, got "
                                        "\"magic\""_s;
    QTest::newRow("a field of another kind") << recipe(column, R"([{"kind": "feed"}, {"kind": "tables", "row": "x"}])")
                                             << field << u"sources[1].row: unknown field"_s;
    QTest::newRow("a bad row rule") << recipe(column, R"([{"kind": "rows", "row": "li["}])") << field
                                    << u"sources[0].row: Position 3: "_s;
    QTest::newRow("a program that looks outside") << recipe(column, R"([{"kind": "json", "program": ["1", "| env"]}])")
                                                  << field << u"sources[0].program: position 4: env is not allowed"_s;
    QTest::newRow("a bad rule") << recipe(R"([{"name": "a", "rules": ["item:x", "css:b["]}])") << field
                                << u"columns[0].rules[1]: Position 6: "_s;
    QTest::newRow("a bad transform") << recipe(R"([{"name": "a", "rules": ["item:x |> bogus"]}])") << field
                                     << u"columns[0].rules[0]: Position 10: "_s;
    QTest::newRow("a program in a column") << recipe(R"([{"name": "a", "rules": ["json:.a"]}])") << field
                                           << u"columns[0].rules[0]: programs stand in sources"_s;
    QTest::newRow("a name twice") << recipe(R"([{"name": "a", "rules": ["css:b"]}, {"name": "a", "rules": ["css:b"]}])")
                                  << field << u"columns[1].name: two columns are called \"a\""_s;
    QTest::newRow("a bad default") << recipe(R"([{"name": "a", "rules": ["css:b"], "type": "number", "default": "x"}])")
                                   << field << u"columns[0].default: "_s;
    QTest::newRow("an unknown type") << recipe(R"([{"name": "a", "rules": ["css:b"], "type": "colour"}])") << field
                                     << u"columns[0].type: expected one of text, "_s;
    QTest::newRow("rules of a wrong type") << recipe(R"([{"name": "a", "rules": "css:b"}])") << field
                                           << u"columns[0].rules: expected a list of texts, got \"css:b\""_s;
    QTest::newRow("an unknown key") << recipe(column, R"([{"kind": "feed"}])", R"(, "keys": ["z"])") << field
                                    << u"keys[0]: there is no column \"z\""_s;
    QTest::newRow("rows without columns")
        << R"({"version": 1, "name": "a", "sources": [{"kind": "rows", "row": "li"}]})"_ba << field
        << u"columns: a source of rows needs columns"_s;
}

void RecipeFileTest::faultsNameTheirPath()
{
    QFETCH(QByteArray, json);
    QFETCH(int, kind);
    QFETCH(QString, begin);
    const auto read = recipeFromJson(json);
    QVERIFY(!read);
    QVERIFY2(read.error().detail.startsWith(begin), qPrintable(read.error().detail));
    QCOMPARE(int(read.error().kind), kind);
}

void RecipeFileTest::ownRecipesAreFound()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"own.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(recipe(R"([{"name": "a", "rules": ["css:b"]}])"));
    file.close();
    const RecipeLibrary library(folder.path());
    QVERIFY(library.names().contains(u"own"_s));
    QVERIFY(library.names().contains(u"tables"_s));
    QVERIFY(library.find(u"own"_s));
    QVERIFY(RecipeLibrary(QString()).find(folder.filePath(u"own.json"_s)));
    const auto unknown = RecipeLibrary(QString()).find(u"own"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, RecipeFault::Unknown);
    QVERIFY2(unknown.error().detail.contains(u"instagram-posts, "_s), qPrintable(unknown.error().detail));
    const auto missing = library.find(folder.filePath(u"absent.json"_s));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, RecipeFault::Unreadable);
    QVERIFY(missing.error().detail.startsWith(folder.filePath(u"absent.json: "_s)));
}

void RecipeFileTest::ownRecipesGoBeforeBuiltInOnes()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"links.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(recipe(R"([{"name": "mine", "rules": ["css:b"]}])"));
    file.close();
    const auto found = RecipeLibrary(folder.path()).find(u"links"_s);
    QVERIFY(found);
    QCOMPARE(found->name, u"own"_s);
}

void RecipeFileTest::columns()
{
    const auto own = recipeFromJson(recipe(
        R"([{"name": "n", "rules": ["css:.n", "css:b"], "required": true},
            {"name": "p", "rules": ["css:i"], "type": "number", "default": "0"},
            {"name": "l", "rules": ["css:u"], "list": true, "join": "+"},
            {"name": "m", "rules": ["css:s", "meta:m"]}])",
        R"([{"kind": "structured", "types": ["Product"]}, {"kind": "rows", "row": "li"}])", R"(, "keys": ["n"])"));
    QVERIFY2(own, own ? "" : qPrintable(own.error().detail));
    const RecipePage page =
        RecipePage::read("<meta name=m content=page><ul><li><b>one</b><i>7</i><u>x</u><u>y</u><li><b>two</b><i>many</i>"
                         "<li><i>3</i><li><b>one</b><i>8</i></ul>",
                         {}, {});
    const auto rows = runRecipe(*own, page, nullptr);
    QVERIFY(rows);
    QList<QByteArray> lines;
    for (const RecipeRow &row : rows->rows)
        lines.append(row.toJson());
    QCOMPARE(lines,
             (QList<QByteArray>{R"({"n":"one","p":7,"l":"x+y","m":null})", R"({"n":"two","p":0,"l":null,"m":null})",
                                R"({"n":null,"p":3,"l":null,"m":null})"}));
    QCOMPARE(rows->errors, (QList<RowError>{{2, u"n"_s, u"a value is required, and none was found"_s}}));
    // One row alone may have what stands on the page once.
    const auto one = runRecipe(*own, RecipePage::read("<meta name=m content=page><li><b>a</b>", {}, {}), nullptr);
    QCOMPARE(one->rows.value(0).values.value(u"m"_s), QJsonValue(u"page"_s));
}

void RecipeFileTest::schemaKnowsAllFields()
{
    const QJsonObject schema = QJsonDocument::fromJson(recipeSchema()).object();
    QCOMPARE(schema[u"additionalProperties"_s], QJsonValue(false));
    const QJsonObject properties = schema[u"properties"_s].toObject();
    QCOMPARE(properties.keys(), (QStringList{u"columns"_s, u"description"_s, u"keys"_s, u"name"_s, u"rest"_s,
                                             u"sources"_s, u"version"_s}));
    QCOMPARE(properties[u"sources"_s][u"items"_s][u"oneOf"_s].toArray().size(), recipeSourceKindNames().size());
    const QJsonObject column = properties[u"columns"_s][u"items"_s].toObject();
    QCOMPARE(column[u"properties"_s].toObject().keys(),
             (QStringList{u"default"_s, u"join"_s, u"list"_s, u"name"_s, u"required"_s, u"rules"_s, u"type"_s}));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RecipeFileTest)
#include "tst_recipefile.moc"
