// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <thread>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int manyRows = 100'000;
constexpr int rowsPerPage = 100;

} // namespace

/// Filtering and sorting: a small crawl whose every cell is known, and one of 100,000 rows.
class TestRowQueries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void filters_data();
    void filters();
    void sorts_data();
    void sorts();
    void filteredRowsAreSorted();
    void onlyNewerRows();
    void manyRowsAreSorted();
    void manyRowsAreFiltered();
    void manyRowsAreVisitedOnce();
    void cancelledBefore_data();
    void cancelledBefore();
    void cancelledWhileItRuns();
    void readerWorksAfterCancelling();

private:
    /// The "name" cells of the small crawl's rows with these ids.
    QStringList names(const QList<RowId> &ids) const;

    ProjectFolder m_folder;
    FakeClock m_clock;
    std::unique_ptr<Project> m_project;
    std::unique_ptr<ProjectReader> m_reader;
    CrawlId m_small;
    CrawlId m_many;
};

void TestRowQueries::initTestCase()
{
    m_project = openProject(m_folder.path(), m_clock);
    m_small = *m_project->addCrawl(u"Small"_s, "{}", false);
    m_many = *m_project->addCrawl(u"Many"_s, "{}", false);
    m_project->reserveUrlIds(2 + manyRows / rowsPerPage);
    m_project->addUrls(m_small, {seed(UrlId{1}, "https://shop.example/One")});
    Outcome outcome = donePage(m_small, UrlId{1});
    outcome.rows = {
        R"({"name":"Pear","price":9,"note":"50% off","in_stock":true})",
        R"({"name":"apple","price":10.5,"note":"a_b","in_stock":false})",
        R"({"name":"ÄPFEL","price":"10","note":"say \"hi\"","in_stock":true})",
        R"({"name":"fig","price":null,"note":"line\nbreak","in_stock":null})",
        R"({"name":"Kiwi","price":-3,"note":"","in_stock":true,"nested":{"size": [1, 2]}})",
        R"({"name":"lime","price":"ask us","note":"1e3","in_stock":true})",
    };
    m_project->commit(outcome);

    QList<UrlRecord> urls;
    for (int page = 0; page < manyRows / rowsPerPage; ++page) {
        const UrlId url{2 + page};
        urls.append(seed(url));
        if (urls.size() == 1'000)
            m_project->addUrls(m_many, std::exchange(urls, {}));
    }
    m_project->addUrls(m_many, urls);
    for (int page = 0; page < manyRows / rowsPerPage; ++page) {
        Outcome many = donePage(m_many, UrlId{2 + page});
        many.rows.clear();
        for (int i = 0; i < rowsPerPage; ++i) {
            const int number = page * rowsPerPage + i;
            many.rows.append("{\"name\":\"Item " + QByteArray::number(number) +
                             "\",\"price\":" + QByteArray::number((number * 7'919LL) % manyRows) + "}");
        }
        m_project->commit(many);
    }
    QVERIFY(m_project->drain());
    m_reader = openReader(m_folder.path());
    QCOMPARE(*m_reader->rowCount(m_many), manyRows);
}

QStringList TestRowQueries::names(const QList<RowId> &ids) const
{
    QStringList names;
    const auto rows = m_reader->rows(m_small, ids, {u"name"_s});
    for (const RowValues &row : *rows)
        names.append(row.value(0).toString());
    return names;
}

void TestRowQueries::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QStringList>("found");
    const QStringList all = {u"Pear"_s, u"apple"_s, u"ÄPFEL"_s, u"fig"_s, u"Kiwi"_s, u"lime"_s};
    QTest::newRow("nothing lets all through") << u""_s << all;
    QTest::newRow("part of a cell") << u"ea"_s << QStringList{u"Pear"_s, u"fig"_s};
    QTest::newRow("case does not matter") << u"APP"_s << QStringList{u"apple"_s};
    QTest::newRow("case beyond ASCII") << u"äpfel"_s << QStringList{u"ÄPFEL"_s};
    QTest::newRow("a page's cell") << u"shop.example/one"_s << all;
    QTest::newRow("number") << u"10.5"_s << QStringList{u"apple"_s};
    QTest::newRow("minus sign") << u"-3"_s << QStringList{u"Kiwi"_s};
    QTest::newRow("truth") << u"false"_s << QStringList{u"apple"_s};
    QTest::newRow("percent is no wildcard") << u"%"_s << QStringList{u"Pear"_s};
    QTest::newRow("underscore is no wildcard") << u"a_b"_s << QStringList{u"apple"_s};
    QTest::newRow("quotes") << u"\"hi\""_s << QStringList{u"ÄPFEL"_s};
    QTest::newRow("line break") << u"line\nbreak"_s << QStringList{u"fig"_s};
    QTest::newRow("an escape's letters are no text") << u"\\n"_s << QStringList{};
    QTest::newRow("keys are no cells") << u"in_stock"_s << QStringList{};
    QTest::newRow("null is no text") << u"null"_s << QStringList{};
    QTest::newRow("nested as it is shown") << u"[1,2]"_s << QStringList{u"Kiwi"_s};
    QTest::newRow("nested not as it is stored") << u"[1, 2]"_s << QStringList{};
    QTest::newRow("across cells never") << u"Pear9"_s << QStringList{};
    QTest::newRow("an apostrophe") << u"'; DROP TABLE rows; --"_s << QStringList{};
}

void TestRowQueries::filters()
{
    QFETCH(QString, filter);
    const auto ids = m_reader->rowIds(m_small, {filter, {}, false}, {});
    QVERIFY(ids);
    QTEST(names(*ids), "found");
}

void TestRowQueries::sorts_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<bool>("isDescending");
    QTest::addColumn<QStringList>("order");
    QTest::newRow("text regardless of case")
        << u"name"_s << false << QStringList{u"apple"_s, u"fig"_s, u"Kiwi"_s, u"lime"_s, u"Pear"_s, u"ÄPFEL"_s};
    QTest::newRow("text downwards") << u"name"_s << true
                                    << QStringList{u"ÄPFEL"_s, u"Pear"_s, u"lime"_s, u"Kiwi"_s, u"fig"_s, u"apple"_s};
    QTest::newRow("numbers by value, then text, then none")
        << u"price"_s << false << QStringList{u"Kiwi"_s, u"Pear"_s, u"ÄPFEL"_s, u"apple"_s, u"lime"_s, u"fig"_s};
    QTest::newRow("none stays last downwards")
        << u"price"_s << true << QStringList{u"lime"_s, u"apple"_s, u"ÄPFEL"_s, u"Pear"_s, u"Kiwi"_s, u"fig"_s};
    QTest::newRow("equal cells keep their order")
        << u"in_stock"_s << false << QStringList{u"apple"_s, u"Pear"_s, u"ÄPFEL"_s, u"Kiwi"_s, u"lime"_s, u"fig"_s};
    QTest::newRow("a column that is not there changes nothing")
        << u"no_such"_s << false << QStringList{u"Pear"_s, u"apple"_s, u"ÄPFEL"_s, u"fig"_s, u"Kiwi"_s, u"lime"_s};
}

void TestRowQueries::sorts()
{
    QFETCH(QString, column);
    QFETCH(bool, isDescending);
    const auto ids = m_reader->rowIds(m_small, {{}, column, isDescending}, {});
    QVERIFY(ids);
    QTEST(names(*ids), "order");
}

void TestRowQueries::filteredRowsAreSorted()
{
    const auto ids = m_reader->rowIds(m_small, {u"true"_s, u"name"_s, true}, {});
    QCOMPARE(names(*ids), (QStringList{u"ÄPFEL"_s, u"Pear"_s, u"lime"_s, u"Kiwi"_s}));
}

void TestRowQueries::onlyNewerRows()
{
    const auto all = *m_reader->rowIds(m_small, {}, {});
    QCOMPARE(*m_reader->rowIdsAfter(m_small, {}, all[3], {}), all.sliced(4));
    QCOMPARE(names(*m_reader->rowIdsAfter(m_small, {u"i"_s, u"name"_s, false}, all[3], {})),
             (QStringList{u"Kiwi"_s, u"lime"_s}));
    QVERIFY(m_reader->rowIdsAfter(m_small, {}, all.last(), {})->isEmpty());
}

void TestRowQueries::manyRowsAreSorted()
{
    const auto ids = m_reader->rowIds(m_many, {{}, u"price"_s, true}, {});
    QVERIFY(ids);
    QCOMPARE(ids->size(), manyRows);
    const auto ends = m_reader->rows(m_many, {ids->first(), ids->at(manyRows / 2), ids->last()}, {u"price"_s});
    QCOMPARE(ends->at(0).at(0), QVariant(qint64(manyRows - 1)));
    QCOMPARE(ends->at(1).at(0), QVariant(qint64(manyRows / 2 - 1)));
    QCOMPARE(ends->at(2).at(0), QVariant(qint64(0)));
}

void TestRowQueries::manyRowsAreFiltered()
{
    QCOMPARE(m_reader->rowIds(m_many, {u"item 9999"_s, {}, false}, {})->size(), 11); // 9999 and 99990 to 99999
    QCOMPARE(m_reader->rowIds(m_many, {u"no such"_s, {}, false}, {})->size(), 0);
    QCOMPARE(m_reader->rowIds(m_many, {}, {})->size(), manyRows);
}

void TestRowQueries::manyRowsAreVisitedOnce()
{
    int seen = 0;
    bool isInOrder = true;
    QVERIFY(m_reader->visitRows(m_many, {u"name"_s}, [&](const RowValues &row) {
        isInOrder = isInOrder && row[0].toString() == u"Item %1"_s.arg(seen);
        ++seen;
        return true;
    }));
    QVERIFY(isInOrder);
    QCOMPARE(seen, manyRows);
}

void TestRowQueries::cancelledBefore_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("sort");
    QTest::newRow("filter") << u"x"_s << u""_s;
    QTest::newRow("sort") << u""_s << u"name"_s;
    QTest::newRow("both") << u"item"_s << u"price"_s;
    QTest::newRow("neither") << u""_s << u""_s;
}

void TestRowQueries::cancelledBefore()
{
    QFETCH(QString, filter);
    QFETCH(QString, sort);
    CancelSource source;
    source.cancel();
    const auto ids = m_reader->rowIds(m_many, {filter, sort, false}, source.token());
    QVERIFY(!ids);
    QCOMPARE(ids.error().kind, StoreFault::Cancelled);
}

void TestRowQueries::cancelledWhileItRuns()
{
    // Cancelled from another thread as soon as the query has begun: it may not come to its end. Were it to end first,
    // the next round asks again.
    CancelSource source;
    std::atomic_int started = 0;
    std::thread canceller([&] {
        while (started == 0)
            std::this_thread::yield();
        source.cancel();
    });
    Result<QList<RowId>, StoreFailure> ids;
    do {
        ++started;
        ids = m_reader->rowIds(m_many, {u"item"_s, u"name"_s, false}, source.token());
    } while (ids && started < 50);
    canceller.join();
    QVERIFY(!ids);
    QCOMPARE(ids.error().kind, StoreFault::Cancelled);
}

void TestRowQueries::readerWorksAfterCancelling()
{
    QCOMPARE(m_reader->rowIds(m_many, {u"item 5"_s, {}, false}, {})->size(), 11'111);
}

QTEST_GUILESS_MAIN(TestRowQueries)
#include "tst_rowqueries.moc"
