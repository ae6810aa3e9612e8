// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/log/logpanel.h"
#include "ui/widgets/roles.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::LogModel;

class LogPanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void followsItsEndUnlessSortedOtherwise_data();
    void followsItsEndUnlessSortedOtherwise();
    void messagesAreFiltered();
    void clearIsOfferedWhereThereIsSomething();
    void timesAreCopiedWhole();

private:
    void fill(ui::LogPanel &panel, int count)
    {
        for (int i = 0; i < count; ++i) {
            m_clock.advance(1'000);
            panel.model().append(u"Shop"_s, u"line %1"_s.arg(i));
        }
        panel.model().flush();
    }

    test::FakeClock m_clock;
};

void LogPanelTest::followsItsEndUnlessSortedOtherwise_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<bool>("isFollowed");
    QTest::newRow("as they come") << -1 << Qt::AscendingOrder << true;
    QTest::newRow("oldest first") << int(LogModel::Time) << Qt::AscendingOrder << true;
    QTest::newRow("newest first") << int(LogModel::Time) << Qt::DescendingOrder << false;
    QTest::newRow("by message") << int(LogModel::Text) << Qt::AscendingOrder << false;
}

void LogPanelTest::followsItsEndUnlessSortedOtherwise()
{
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, order);
    QFETCH(bool, isFollowed);
    ui::LogPanel panel(m_clock);
    panel.resize(600, 300);
    panel.show();
    auto *table = panel.findChild<QTableView *>(u"logTable"_s);
    table->sortByColumn(column, order);
    fill(panel, 100);
    table->scrollToBottom();
    const QScrollBar *bar = table->verticalScrollBar();
    const int end = bar->maximum();
    QVERIFY(end > 0);
    QCOMPARE(bar->value(), end);
    fill(panel, 50);
    QTRY_VERIFY(bar->maximum() > end); // what came is laid out
    if (isFollowed)
        QTRY_COMPARE(bar->value(), bar->maximum());
    else
        QVERIFY(bar->value() < bar->maximum());
}

void LogPanelTest::messagesAreFiltered()
{
    ui::LogPanel panel(m_clock);
    fill(panel, 20);
    panel.model().append(u"News"_s, u"HTTP 503"_s);
    panel.model().flush();
    auto *table = panel.findChild<QTableView *>(u"logTable"_s);
    auto *filter = panel.findChild<QLineEdit *>(u"logFilter"_s);
    for (const QString &text : {u"503"_s, u"news"_s}) {
        filter->setText(text);
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(table->model()->rowCount(), 1);
    }
}

void LogPanelTest::clearIsOfferedWhereThereIsSomething()
{
    ui::LogPanel panel(m_clock);
    auto *clear = panel.findChild<QToolButton *>(u"logClear"_s);
    QVERIFY(!clear->isEnabled());
    fill(panel, 1);
    QVERIFY(clear->isEnabled());
    clear->click();
    QCOMPARE(panel.model().rowCount(), 0);
    QVERIFY(!clear->isEnabled());
}

void LogPanelTest::timesAreCopiedWhole()
{
    LogModel model(m_clock);
    model.append({}, u"one"_s);
    model.flush();
    const QVariant time = model.index(0, LogModel::Time).data(ui::CopyRole);
    QCOMPARE(time.toDateTime(), m_clock.utcNow());
    QCOMPARE(time.toString(), m_clock.utcNow().toString(Qt::ISODateWithMs));
    QVERIFY(time.toString().endsWith(u'Z'));
}

QTEST_MAIN(LogPanelTest)
#include "tst_logpanel.moc"
