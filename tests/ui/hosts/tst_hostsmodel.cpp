// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"
#include "ui/hosts/hostsmodel.h"
#include "ui/widgets/roles.h"

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
    void tlsThatIsNotVerifiedIsSaid_data();
    void tlsThatIsNotVerifiedIsSaid();
    void tlsFollowsHostsAndCrawls();

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
    QTest::newRow("there is one") << 200 << true << u"2 rule(s)"_s;
    QTest::newRow("there is none") << 404 << true << u"none"_s;
    QTest::newRow("redirects without end") << 302 << true << u"none"_s;
    QTest::newRow("the server failed") << 503 << true << u"answered 503"_s;
    QTest::newRow("nobody answered") << 0 << true << u"unreachable"_s;
}

void HostsModelTest::robotsWords()
{
    QFETCH(int, status);
    QFETCH(bool, isFetched);
    core::HostRecord record;
    record.origin = "https://a.example";
    record.robotsStatus = status;
    record.robots = "User-agent: *\nDisallow: /a\nAllow: /a/b\n";
    record.robotsFetchedAtUtcMs = isFetched ? 1 : 0;
    HostsModel model(m_clock);
    model.setRecords({record});
    QTEST(text(model, 0, HostsModel::Robots), "words");
}

void HostsModelTest::tlsThatIsNotVerifiedIsSaid_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("crawls");
    QTest::newRow("verified") << "https://a.example"_ba << u"verified"_s << QString();
    QTest::newRow("no TLS at all") << "http://old.example"_ba << u"none"_s << QString();
    QTest::newRow("by one crawl") << "https://old.example:8443"_ba << u"not verified"_s << u"in Old shop."_s;
    QTest::newRow("by two crawls") << "https://both.example"_ba << u"not verified"_s << u"in Old shop, <b>News."_s;
}

void HostsModelTest::tlsThatIsNotVerifiedIsSaid()
{
    QFETCH(QByteArray, origin);
    QFETCH(QString, crawls);
    HostsModel model(m_clock);
    model.setTlsExceptions({{u"Old shop"_s, core::TlsExceptions({u"old.example"_s, u"both.example"_s})},
                            {u"<b>News"_s, core::TlsExceptions({u"both.example"_s})}});
    model.applyStatus({host(origin)});
    const QModelIndex index = model.index(0, HostsModel::Tls);
    QTEST(index.data().toString(), "words");
    QCOMPARE(index.data(ui::CopyRole), index.data());
    const QString spoken = index.data(Qt::AccessibleTextRole).toString();
    const QString tip = index.data(Qt::ToolTipRole).toString();
    QCOMPARE(spoken.isEmpty(), crawls.isEmpty());
    QVERIFY2(spoken.contains(crawls), qPrintable(spoken));
    QVERIFY2(tip.contains(crawls.toHtmlEscaped()), qPrintable(tip));
    QVERIFY(!tip.contains(u"<b>"_s)); // a crawl's name is no markup
    QCOMPARE(index.data(ui::ToneRole).toInt(), int(crawls.isEmpty() ? ui::Tone::Muted : ui::Tone::Danger));
}

void HostsModelTest::tlsFollowsHostsAndCrawls()
{
    HostsModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    core::HostRecord known;
    known.origin = "https://old.example";
    model.setRecords({known});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setTlsExceptions({{u"Shop"_s, core::TlsExceptions({u"old.example"_s})}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(text(model, 0, HostsModel::Tls), u"not verified"_s);
    model.setRecords({known}); // the project is opened again
    QCOMPARE(text(model, 0, HostsModel::Tls), u"not verified"_s);
    model.setTlsExceptions({}); // the crawl was removed
    QCOMPARE(text(model, 0, HostsModel::Tls), u"verified"_s);
}

QTEST_GUILESS_MAIN(HostsModelTest)
#include "tst_hostsmodel.moc"
