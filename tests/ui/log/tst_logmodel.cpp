// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"
#include "ui/log/logmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::LogModel;

class LogModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void linesArriveTogether();
    void onlyTheLastLinesAreKept_data();
    void onlyTheLastLinesAreKept();
    void clearForgetsWhatIsUnderWayToo();

private:
    test::FakeClock m_clock;
};

void LogModelTest::linesArriveTogether()
{
    LogModel model(m_clock);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    for (int i = 0; i < 100; ++i)
        model.append(u"Shop"_s, u"line %1"_s.arg(i));
    QCOMPARE(model.rowCount(), 0);
    QTRY_COMPARE(model.rowCount(), 100);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.index(99, LogModel::Text).data().toString(), u"line 99"_s);
    QCOMPARE(model.index(0, LogModel::Source).data().toString(), u"Shop"_s);
    QVERIFY(!model.index(0, LogModel::Time).data().toString().isEmpty());
}

void LogModelTest::onlyTheLastLinesAreKept_data()
{
    QTest::addColumn<int>("batch");
    QTest::newRow("line by line") << 1;
    QTest::newRow("in batches") << 7;
    QTest::newRow("more than fit at once") << 1'000;
}

void LogModelTest::onlyTheLastLinesAreKept()
{
    QFETCH(int, batch);
    LogModel model(m_clock, 50);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 1'000; ++i) {
        model.append({}, u"line %1"_s.arg(i));
        if ((i + 1) % batch == 0)
            model.flush();
    }
    model.flush();
    QCOMPARE(model.rowCount(), 50);
    QCOMPARE(model.index(0, LogModel::Text).data().toString(), u"line 950"_s);
    QCOMPARE(model.index(49, LogModel::Text).data().toString(), u"line 999"_s);
}

void LogModelTest::clearForgetsWhatIsUnderWayToo()
{
    LogModel model(m_clock);
    model.append({}, u"one"_s);
    model.flush();
    model.append({}, u"two"_s);
    model.clear();
    model.flush();
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(LogModelTest)
#include "tst_logmodel.moc"
