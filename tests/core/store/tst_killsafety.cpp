// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statement.h"
#include "tests/core/store/childprocess.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <QRandomGenerator>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

/// A process that commits without end is killed; what it said to be on disk must be there, whole.
class TestKillSafety : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void nothingIsLostOrHalf_data();
    void nothingIsLostOrHalf();

private:
    static qint64 commitUntilKilled(const QString &path, int lines);
};

void TestKillSafety::nothingIsLostOrHalf_data()
{
    QTest::addColumn<int>("lines");
    QRandomGenerator random(20260101);
    for (int i = 0; i < 8; ++i) {
        const int lines = random.bounded(1, 30);
        QTest::addRow("killed after %d groups, case %d", lines, i) << lines;
    }
}

/// The number of outcomes that the process said were on disk before it died.
qint64 TestKillSafety::commitUntilKilled(const QString &path, int lines)
{
    QProcess process;
    startChild(process, u"commit"_s, path);
    qint64 told = -1;
    for (int seen = 0; seen < lines;) {
        if (!process.canReadLine() && !process.waitForReadyRead(30'000))
            return -1;
        for (; process.canReadLine(); ++seen)
            told = process.readLine().trimmed().toLongLong();
    }
    process.kill(); // SIGKILL
    process.waitForFinished();
    while (process.canReadLine())
        told = process.readLine().trimmed().toLongLong();
    return told;
}

void TestKillSafety::nothingIsLostOrHalf()
{
    QFETCH(int, lines);
    const ProjectFolder folder;
    const qint64 told = commitUntilKilled(folder.path(), lines);
    QVERIFY(told > 0);

    const FakeClock clock;
    {
        const auto project = openProject(folder.path(), clock);
        const auto crawl = project->crawl(CrawlId{1});
        QVERIFY(crawl);
        QCOMPARE(crawl->state, CrawlState::Running); // it died running
        QVERIFY(crawl->done >= told);
        QCOMPARE(crawl->rows, 2 * crawl->done);
        QCOMPARE(crawl->pending, crawl->done + 1); // a seed, and two new ones for each that is done
        QCOMPARE(crawl->bytes, 1'000 * crawl->done);
    }
    QCOMPARE(folder.files(), QStringList{u"test.sluice"_s});

    // What the counts say is what the tables hold.
    const auto database = Database::open(folder.path(), Database::Access::ReadOnly);
    QVERIFY(database);
    Database &db = **database;
    Statement check(db, "PRAGMA integrity_check");
    QVERIFY(check.step());
    QCOMPARE(check.text(0), u"ok"_s);
    check.reset();
    QCOMPARE(db.number("SELECT done FROM crawls"), db.number("SELECT count(*) FROM urls WHERE state = 1"));
    QCOMPARE(db.number("SELECT pending FROM crawls"), db.number("SELECT count(*) FROM urls WHERE state = 0"));
    QCOMPARE(db.number("SELECT done FROM crawls"), db.number("SELECT count(*) FROM pages"));
    QCOMPARE(db.number("SELECT done FROM crawls"), db.number("SELECT count(*) FROM outlinks"));
    QCOMPARE(db.number("SELECT row_count FROM crawls"), db.number("SELECT count(*) FROM rows"));
    QCOMPARE(db.number("SELECT count(*) FROM rows"),
             db.number("SELECT count(*) FROM (SELECT DISTINCT url, position FROM rows)"));
    QVERIFY(db.takeResult());
}

QTEST_GUILESS_MAIN(TestKillSafety)
#include "tst_killsafety.moc"
