// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"
#include "ui/hosts/hostsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::HostsModel;

class HostsModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void rememberedHostsComeFirstAndLiveOnesJoin();
    void whatIsUnchangedIsNotToldAgain();
    void blocksCountDown();
    void robotsWords_data();
    void robotsWords();

private:
    static core::HostStatus host(const QByteArray &origin)
    {
        core::HostStatus status;
        status.origin = origin;
        status.delayMs = 1'250;
        status.inFlight = 3;
        status.latencyMs = 40;
        status.requests = 1'000;
        status.errors = 2;
        status.robots = u"12 rules"_s;
        return status;
    }
    static QString text(const HostsModel &model, int row, int column)
    {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    }

    test::FakeClock m_clock;
};

void HostsModelTest::rememberedHostsComeFirstAndLiveOnesJoin()
{
    HostsModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    core::HostRecord known;
    known.origin = "https://a.example";
    known.requests = 5;
    model.setRecords({known});
    QCOMPARE(text(model, 0, HostsModel::Requests), u"5"_s);
    model.applyStatus({host("https://b.example"), host("https://a.example")});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, HostsModel::Host), u"https://a.example"_s);
    QCOMPARE(text(model, 0, HostsModel::Requests), QLocale().toString(1'000));
    QCOMPARE(text(model, 1, HostsModel::Delay), u"%1 ms"_s.arg(QLocale().toString(1'250)));
    QCOMPARE(text(model, 1, HostsModel::InFlight), u"3"_s);
    QCOMPARE(text(model, 1, HostsModel::Robots), u"12 rules"_s);
}

void HostsModelTest::whatIsUnchangedIsNotToldAgain()
{
    HostsModel model(m_clock);
    model.applyStatus({host("https://a.example")});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.applyStatus({host("https://a.example")});
    QCOMPARE(changed.count(), 0);
}

void HostsModelTest::blocksCountDown()
{
    HostsModel model(m_clock);
    core::HostStatus blocked = host("https://a.example");
    blocked.blockedUntilUtcMs = m_clock.utcNow().toMSecsSinceEpoch() + 1'500;
    model.applyStatus({blocked});
    QCOMPARE(text(model, 0, HostsModel::Blocked), u"for 2 s"_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    m_clock.advance(700);
    QTRY_VERIFY(changed.count() > 0); // the second's timer
    QCOMPARE(text(model, 0, HostsModel::Blocked), u"for 1 s"_s);
    m_clock.advance(1'000);
    model.applyStatus({});
    QCOMPARE(text(model, 0, HostsModel::Blocked), QString());
}

void HostsModelTest::robotsWords_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isFetched");
    QTest::addColumn<QString>("words");
    QTest::newRow("not asked yet") << 0 << false << QString();
    QTest::newRow("there is one") << 200 << true << u"obeyed"_s;
    QTest::newRow("there is none") << 404 << true << u"none"_s;
    QTest::newRow("the server failed") << 503 << true << u"unreachable"_s;
    QTest::newRow("nobody answered") << 0 << true << u"unreachable"_s;
}

void HostsModelTest::robotsWords()
{
    QFETCH(int, status);
    QFETCH(bool, isFetched);
    core::HostRecord record;
    record.origin = "https://a.example";
    record.robotsStatus = status;
    record.robotsFetchedAtUtcMs = isFetched ? 1 : 0;
    HostsModel model(m_clock);
    model.setRecords({record});
    QTEST(text(model, 0, HostsModel::Robots), "words");
}

QTEST_GUILESS_MAIN(HostsModelTest)
#include "tst_hostsmodel.moc"
