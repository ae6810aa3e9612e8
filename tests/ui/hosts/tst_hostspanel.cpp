// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/hosts/hostspanel.h"
#include "ui/widgets/roles.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::HostsModel;

class HostsPanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void hostsAreFiltered();
    void valuesToCopy();

private:
    static core::HostStatus host(const QByteArray &origin)
    {
        core::HostStatus status;
        status.origin = origin;
        status.delayMs = 1'250;
        return status;
    }

    test::FakeClock m_clock;
};

void HostsPanelTest::hostsAreFiltered()
{
    ui::HostsPanel panel(m_clock);
    panel.show();
    panel.model().applyStatus({host("https://shop.example"), host("https://news.example")});
    auto *table = panel.findChild<QTableView *>(u"hostsTable"_s);
    auto *filter = panel.findChild<QLineEdit *>(u"hostsFilter"_s);
    auto *count = panel.findChild<QLabel *>(u"hostsCount"_s);
    filter->setText(u"NEWS"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(count->text(), u"1 of 2 hosts"_s);
    filter->setText(u"1"_s); // part of the delay, not of a host
    QTest::keyClick(filter, Qt::Key_Return);
    QCOMPARE(table->model()->rowCount(), 0);
    QVERIFY(panel.findChild<QPushButton *>(u"hostsClearFilter"_s)->isVisible());
}

void HostsPanelTest::valuesToCopy()
{
    HostsModel model(m_clock);
    core::HostStatus blocked = host("https://a.example");
    blocked.blockedUntilUtcMs = m_clock.utcNow().toMSecsSinceEpoch() + 1'500;
    model.applyStatus({blocked, host("https://b.example")});
    const auto copied = [&](int row, int column) { return model.index(row, column).data(ui::CopyRole); };
    QCOMPARE(copied(0, HostsModel::Delay).toInt(), 1'250);
    QCOMPARE(copied(0, HostsModel::Blocked).toDateTime(), m_clock.utcNow().addMSecs(1'500));
    QCOMPARE(copied(0, HostsModel::Blocked).toDateTime().timeSpec(), Qt::UTC);
    QVERIFY(!copied(1, HostsModel::Blocked).isValid());
    QVERIFY(!copied(1, HostsModel::Latency).isValid()); // not known, rather than 0 ms
    QCOMPARE(model.headerData(HostsModel::Blocked, Qt::Horizontal, ui::CopyRole).toString(), u"Blocked until"_s);
}

QTEST_MAIN(HostsPanelTest)
#include "tst_hostspanel.moc"
