// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/records.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

class TestRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void statesHaveNames();
    void reasonsHaveNames_data();
    void reasonsHaveNames();
    void defaultRowHasItsSixteenColumns();
};

void TestRecords::statesHaveNames()
{
    QCOMPARE(urlStateName(UrlState::Pending), u"pending"_s);
    QCOMPARE(urlStateName(UrlState::Done), u"done"_s);
    QCOMPARE(urlStateName(UrlState::Failed), u"failed"_s);
    QCOMPARE(urlStateName(UrlState::Skipped), u"skipped"_s);
    QCOMPARE(crawlStateName(CrawlState::Running), u"running"_s);
    QCOMPARE(crawlStateName(CrawlState::Interrupted), u"interrupted"_s);
    QCOMPARE(urlStateName(UrlState(9)), u"unknown"_s);
}

void TestRecords::reasonsHaveNames_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<QString>("name");
    const char *names[] = {"none",   "scope",   "depth",    "robots",       "robots-unreachable",
                           "scheme", "invalid", "excluded", "not-included", "credentials"};
    for (int i = 0; i < 10; ++i)
        QTest::newRow(names[i]) << i << QString::fromLatin1(names[i]);
    QTest::newRow("a number of a newer version") << 99 << u"unknown"_s;
}

void TestRecords::reasonsHaveNames()
{
    QFETCH(int, reason);
    QTEST(skipReasonName(SkipReason(reason)), "name");
}

void TestRecords::defaultRowHasItsSixteenColumns()
{
    QCOMPARE(defaultColumns().join(u','),
             u"url,final_url,status,depth,title,h1,description,canonical,content_type,charset,bytes,milliseconds,links,"
             "found_on,fetched_at,error"_s);
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
