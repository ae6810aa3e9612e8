// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowerror.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;
using namespace sluice::test;

namespace {

const QStringList fields = {u"name"_s, u"price"_s, u"text"_s};
const QStringList columns = fields + QStringList{u"url"_s, u"error"_s};

/// A project with a crawl of field rows: a list page and two detail pages.
struct Shop
{
    Shop()
    {
        crawl = *project->addCrawl(u"shop"_s, "{}", false);
        list = project->reserveUrlIds(3);
        one = UrlId{list.value + 1};
        two = UrlId{list.value + 2};
        project->addUrls(crawl, {seed(list), foundUrl(one, list), foundUrl(two, list)});
    }

    Outcome page(UrlId url, const QList<QByteArray> &rows = {}, const QList<RowTie> &ties = {})
    {
        Outcome outcome = donePage(crawl, url);
        outcome.rows = rows;
        outcome.ties = ties;
        return outcome;
    }

    Outcome detail(UrlId url, const QByteArray &text)
    {
        Outcome outcome = page(url);
        outcome.details = "{\"text\":\"" + text + "\"}";
        return outcome;
    }

    void commit(const QList<Outcome> &outcomes)
    {
        for (const Outcome &outcome : outcomes)
            project->commit(outcome);
        QVERIFY(project->drain());
    }

    [[nodiscard]] QStringList cells(const QString &column)
    {
        const auto reader = openReader(folder.path());
        QStringList found;
        static_cast<void>(reader->visitRows(crawl, {column}, [&found](const RowValues &row) {
            found.append(row[0].toString());
            return true;
        }));
        return found;
    }

    [[nodiscard]] QStringList fresh(UrlId url)
    {
        QStringList names;
        const auto rows = project->freshRows(url, fields, columns);
        for (const FreshRow &row : *rows)
            names.append(row.values[0].toString() + u'/' + row.values[2].toString());
        return names;
    }

    ProjectFolder folder;
    FakeClock clock;
    std::unique_ptr<Project> project = openProject(folder.path(), clock);
    CrawlId crawl;
    UrlId list;
    UrlId one;
    UrlId two;
};

QByteArray row(const QByteArray &name)
{
    return "{\"name\":\"" + name + "\",\"price\":1,\"text\":null}";
}

} // namespace

/// Rows that are equal to others by their key, and rows that a detail page completes.
class RowTiesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void keepsTheFirstOfEqualKeys();
    void aPageAskedAgainIsNotEqualToItself();
    void otherCrawlsHaveKeysOfTheirOwn();
    void detailsCompleteRows_data();
    void detailsCompleteRows();
    void columnsKeepTheirOrder();
    void aFailedDetailPageShowsAsError();
    void rowsHaveErrorsOfTheirOwn_data();
    void rowsHaveErrorsOfTheirOwn();
    void errorsOfRowsAreNoColumns();
    void tellsWhichUrlsAreDetails();
    void freshRowsComeOnceWhole();
    void removedCrawlsTakeTheirDetails();
};

void RowTiesTest::keepsTheFirstOfEqualKeys()
{
    Shop shop;
    shop.commit({shop.page(shop.list, {row("a"), row("b"), row("c")}, {{"k1", {}}, {"k1", {}}, {{}, {}}}),
                 shop.page(shop.one, {row("d"), row("e")}, {{"k1", {}}, {"k2", {}}})});
    QCOMPARE(shop.cells(u"name"_s), (QStringList{u"a"_s, u"c"_s, u"e"_s}));
    QCOMPARE(shop.project->crawl(shop.crawl)->rows, 3);
}

void RowTiesTest::aPageAskedAgainIsNotEqualToItself()
{
    Shop shop;
    shop.commit({shop.page(shop.list, {row("a"), row("b")}, {{"k1", {}}, {"k2", {}}})});
    shop.commit({shop.page(shop.list, {row("b"), row("a")}, {{"k2", {}}, {"k1", {}}})});
    QCOMPARE(shop.cells(u"name"_s), (QStringList{u"b"_s, u"a"_s}));
    QCOMPARE(shop.project->crawl(shop.crawl)->rows, 2);
}

void RowTiesTest::otherCrawlsHaveKeysOfTheirOwn()
{
    Shop shop;
    shop.commit({shop.page(shop.list, {row("a")}, {{"k1", {}}})});
    shop.crawl = *shop.project->addCrawl(u"again"_s, "{}", false);
    const UrlId url = shop.project->reserveUrlIds(1);
    shop.project->addUrls(shop.crawl, {seed(url)});
    shop.commit({shop.page(url, {row("z")}, {{"k1", {}}})});
    QCOMPARE(shop.cells(u"name"_s), QStringList{u"z"_s});
}

void RowTiesTest::detailsCompleteRows_data()
{
    QTest::addColumn<bool>("isDetailFirst");
    QTest::newRow("the list comes first") << false;
    QTest::newRow("the detail page comes first") << true;
}

void RowTiesTest::detailsCompleteRows()
{
    QFETCH(bool, isDetailFirst);
    Shop shop;
    const Outcome list =
        shop.page(shop.list, {row("a"), row("b"), row("c")}, {{{}, shop.one}, {{}, shop.two}, {{}, shop.one}});
    if (isDetailFirst)
        shop.commit({shop.detail(shop.one, "first")});
    shop.commit({list});
    if (!isDetailFirst)
        shop.commit({shop.detail(shop.one, "first")});
    QCOMPARE(shop.cells(u"text"_s), (QStringList{u"first"_s, u""_s, u"first"_s}));
    shop.commit({shop.detail(shop.two, "second")});
    QCOMPARE(shop.cells(u"text"_s), (QStringList{u"first"_s, u"second"_s, u"first"_s}));
    QCOMPARE(shop.project->crawl(shop.crawl)->rows, 3);
}

void RowTiesTest::columnsKeepTheirOrder()
{
    Shop shop;
    shop.commit({shop.page(shop.list, {R"({"name":"a","text":null,"price":2})"}, {{{}, shop.one}}),
                 shop.detail(shop.one, "x")});
    const auto reader = openReader(shop.folder.path());
    QCOMPARE(*reader->columns(shop.crawl),
             (QStringList{u"name"_s, u"text"_s, u"price"_s, u"url"_s, u"found_on"_s, u"error"_s}));
}

void RowTiesTest::aFailedDetailPageShowsAsError()
{
    Shop shop;
    Outcome failed = failedPage(shop.crawl, shop.one, u"timeout"_s);
    failed.rows.clear();
    shop.commit({shop.page(shop.list, {row("a"), row("b")}, {{{}, shop.one}, {}}), failed});
    QCOMPARE(shop.cells(u"error"_s), (QStringList{u"It failed: timeout"_s, u""_s}));
}

void RowTiesTest::rowsHaveErrorsOfTheirOwn_data()
{
    QTest::addColumn<bool>("isDetailFirst");
    QTest::newRow("the list comes first") << false;
    QTest::newRow("the detail page comes first") << true;
}

void RowTiesTest::rowsHaveErrorsOfTheirOwn()
{
    QFETCH(bool, isDetailFirst);
    Shop shop;
    Outcome detail = shop.detail(shop.one, "first");
    detail.page->error = u"of the detail"_s;
    Outcome list = shop.page(shop.list,
                             {withRowError(row("a"), u"a: \"bad\""_s), withRowError(row("b"), {}), row("c"),
                              withRowError(row("d"), u"d"_s), withRowError("{}", {})},
                             {{}, {}, {}, {{}, shop.one}, {{}, shop.one}});
    list.page->error = u"a (row 1); d (row 4)"_s;
    shop.commit(isDetailFirst ? QList<Outcome>{detail, list} : QList<Outcome>{list, detail});
    QCOMPARE(shop.cells(u"error"_s),
             (QStringList{u"a: \"bad\""_s, u""_s, u"a (row 1); d (row 4)"_s, u"d"_s, u"of the detail"_s}));
    QCOMPARE(shop.cells(u"text"_s), (QStringList{u""_s, u""_s, u""_s, u"first"_s, u"first"_s}));
    const auto reader = openReader(shop.folder.path());
    QCOMPARE(reader->rowIds(shop.crawl, {u"\"bad\""_s, {}, false}, {})->size(), 1);
    QCOMPARE(reader->rowIds(shop.crawl, {u"row 1"_s, {}, false}, {})->size(), 1);
    const auto late = shop.project->freshRows(shop.list, fields, columns);
    QCOMPARE(late->at(0).values.last(), QVariant(u"a: \"bad\""_s));
    QVERIFY(!late->at(1).values.last().isValid());
}

void RowTiesTest::errorsOfRowsAreNoColumns()
{
    Shop shop;
    const QByteArray own = withRowError(R"({"name":"a","b":1})", u"x"_s);
    QCOMPARE(own, R"({"name":"a","b":1,"\u0001error":"x"})"_ba);
    shop.commit({shop.page(shop.list, {own})});
    QCOMPARE(*openReader(shop.folder.path())->columns(shop.crawl),
             (QStringList{u"name"_s, u"b"_s, u"url"_s, u"found_on"_s, u"error"_s}));
    QCOMPARE(rowErrorOf(own), std::optional(u"x"_s));
    QCOMPARE(rowErrorOf(R"({"a":{"\u0001error":"x"}})"), std::optional<QString>());
    QCOMPARE(withoutRowError(own), R"({"b":1,"name":"a"})"_ba);
    QCOMPARE(withoutRowError(R"({"name":"a","b":1})"), R"({"name":"a","b":1})"_ba);
}

void RowTiesTest::tellsWhichUrlsAreDetails()
{
    Shop shop;
    shop.commit({shop.page(shop.list, {row("a")}, {{{}, shop.two}})});
    QList<bool> areDetails;
    QVERIFY(
        shop.project->visitUrls(shop.crawl, [&areDetails](const UrlRecord &url) { areDetails.append(url.isDetail); }));
    QCOMPARE(areDetails, (QList<bool>{false, false, true}));
}

void RowTiesTest::freshRowsComeOnceWhole()
{
    Shop shop;
    shop.commit({shop.page(shop.list, {row("a"), row("b")}, {{{}, shop.one}, {}})});
    QCOMPARE(shop.fresh(shop.list), QStringList{u"b/"_s});
    shop.commit({shop.detail(shop.one, "x")});
    QCOMPARE(shop.fresh(shop.one), QStringList{u"a/x"_s});
    // Asked late, the list page's row is whole as well; its detail tells that it was told before.
    const auto late = shop.project->freshRows(shop.list, fields, columns);
    QCOMPARE(late->size(), 2);
    QCOMPARE(late->at(0).detail, shop.one);
    QVERIFY(!late->at(1).detail.isValid());
}

void RowTiesTest::removedCrawlsTakeTheirDetails()
{
    Shop shop;
    shop.commit({shop.page(shop.list, {row("a")}, {{{}, shop.one}}), shop.detail(shop.one, "x")});
    QVERIFY(shop.project->removeCrawl(shop.crawl));
    QCOMPARE(shop.project->crawl(shop.crawl).has_value(), false);
}

QTEST_GUILESS_MAIN(RowTiesTest)
#include "tst_rowties.moc"
