// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowpredictions.h"

#include "core/store/project.h"
#include "core/store/projectreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

/// What models say of rows, in further columns of theirs.
class RowPredictionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsGetFurtherColumns_data();
    void rowsGetFurtherColumns();
    void thoseOfBeforeAreReplaced();
    void cancelledNothingIsWritten();
    void namesAreToldApart();
    void anUnknownCrawlIsRefused();

private:
    void addRows(bool hasDefaultRow, int count);
    [[nodiscard]] QList<RowId> ids() const;
    [[nodiscard]] QList<RowValues> rows(const QStringList &columns) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
    std::unique_ptr<Project> m_project;
    CrawlId m_crawl;
};

void RowPredictionsTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    m_project = *Project::open(m_folder->filePath(u"p.sluice"_s), Project::Mode::OpenOrCreate, m_clock);
}

void RowPredictionsTest::cleanup()
{
    m_project.reset();
    m_folder.reset();
}

void RowPredictionsTest::addRows(bool hasDefaultRow, int count)
{
    m_crawl =
        *m_project->addCrawl(u"test"_s, "{}", hasDefaultRow, hasDefaultRow ? QStringList() : QStringList{u"a \"b\""_s});
    const UrlId first = m_project->reserveUrlIds(count);
    QList<UrlRecord> urls;
    for (int i = 0; i < count; ++i) {
        UrlRecord url;
        url.id = UrlId{first.value + i};
        url.url = "http://h/" + QByteArray::number(i);
        url.isSeed = true;
        urls.append(url);
    }
    m_project->addUrls(m_crawl, urls);
    for (int i = 0; i < count; ++i) {
        Outcome outcome;
        outcome.crawl = m_crawl;
        outcome.url = UrlId{first.value + i};
        outcome.state = UrlState::Done;
        outcome.page = PageRecord();
        outcome.rows = {hasDefaultRow ? R"({"title":"t)" + QByteArray::number(i) + "\"}"
                                      : R"({"a \"b\"":)" + QByteArray::number(i) + ".50}"};
        m_project->commit(std::move(outcome));
    }
    QVERIFY(m_project->drain());
}

QList<RowId> RowPredictionsTest::ids() const
{
    const auto reader = ProjectReader::open(m_project->path());
    return (*reader)->rowIds(m_crawl, {}, {}).value_or(QList<RowId>());
}

QList<RowValues> RowPredictionsTest::rows(const QStringList &columns) const
{
    const auto reader = ProjectReader::open(m_project->path());
    return (*reader)->rows(m_crawl, ids(), columns).value_or(QList<RowValues>());
}

void RowPredictionsTest::rowsGetFurtherColumns_data()
{
    QTest::addColumn<bool>("hasDefaultRow");
    QTest::addColumn<QString>("target");
    QTest::newRow("default row") << true << u"title"_s;
    QTest::newRow("rules, a name with quotes") << false << u"a \"b\""_s;
}

void RowPredictionsTest::rowsGetFurtherColumns()
{
    QFETCH(bool, hasDefaultRow);
    QFETCH(QString, target);
    addRows(hasDefaultRow, 3);
    const QList<RowId> known = ids();
    QCOMPARE(known.size(), 3);
    const auto written =
        m_project->addPredictions({m_crawl, target, {{known[0], u"yes"_s, 0.75}, {known[2], 12.5, {}}}, {}});
    QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
    QCOMPARE(*written, 2);
    const QString value = predictedColumn(target);
    const QString probability = probabilityColumn(target);
    const auto reader = ProjectReader::open(m_project->path());
    const QStringList columns = (*reader)->columns(m_crawl).value_or(QStringList());
    QVERIFY2(columns.contains(value) && columns.contains(probability), qPrintable(columns.join(u'|')));
    QCOMPARE(columns.count(value), 1);
    const QList<RowValues> cells = rows({target, value, probability});
    QCOMPARE(cells[0], (RowValues{hasDefaultRow ? QVariant(u"t0"_s) : QVariant(0.5), u"yes"_s, 0.75}));
    QVERIFY(!cells[1][1].isValid() && !cells[1][2].isValid());
    QCOMPARE(cells[2][1], QVariant(12.5));
    QVERIFY(!cells[2][2].isValid());
}

void RowPredictionsTest::thoseOfBeforeAreReplaced()
{
    addRows(true, 2);
    const QList<RowId> known = ids();
    QVERIFY(m_project->addPredictions({m_crawl, u"x"_s, {{known[0], u"a"_s, 0.9}, {known[1], u"b"_s, 0.8}}, {}}));
    QVERIFY(m_project->addPredictions({m_crawl, u"x"_s, {{known[0], 3.0, {}}}, {}}));
    const QList<RowValues> cells = rows({predictedColumn(u"x"_s), probabilityColumn(u"x"_s)});
    QCOMPARE(cells[0][0], QVariant(3.0));
    QVERIFY(!cells[0][1].isValid());
    QCOMPARE(cells[1][0], QVariant(u"b"_s));
}

void RowPredictionsTest::cancelledNothingIsWritten()
{
    addRows(true, 2);
    CancelSource cancel;
    cancel.cancel();
    const auto written = m_project->addPredictions({m_crawl, u"x"_s, {{ids()[0], u"a"_s, {}}}, cancel.token()});
    QVERIFY(!written);
    QCOMPARE(written.error().kind, StoreFault::Cancelled);
    const auto reader = ProjectReader::open(m_project->path());
    QVERIFY(!(*reader)->columns(m_crawl)->contains(predictedColumn(u"x"_s)));
}

void RowPredictionsTest::namesAreToldApart()
{
    QVERIFY(isPredictedColumn(predictedColumn(u"price"_s)));
    QVERIFY(isPredictedColumn(probabilityColumn(u"price"_s)));
    QVERIFY(!isPredictedColumn(u"price"_s));
    QVERIFY(!isPredictedColumn(u"predicted"_s));
}

void RowPredictionsTest::anUnknownCrawlIsRefused()
{
    addRows(true, 1);
    const auto lost = m_project->addPredictions({m_crawl, u"x"_s, {{ids()[0], 1, {}}, {RowId{999}, 2, {}}}, {}});
    QVERIFY(!lost); // all or none
    QCOMPARE(lost.error().kind, StoreFault::NotFound);
    QVERIFY(!rows({predictedColumn(u"x"_s)})[0][0].isValid());
    const auto written = m_project->addPredictions({CrawlId{7}, u"x"_s, {}, {}});
    QVERIFY(!written);
    QCOMPARE(written.error().kind, StoreFault::NotFound);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RowPredictionsTest)
#include "tst_rowpredictions.moc"
