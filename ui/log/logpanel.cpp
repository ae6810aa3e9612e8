// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logpanel.h"

#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

TablePaneText logText()
{
    return {u"log"_s,
            "log"_L1,
            LogPanel::tr("Log"),
            LogPanel::tr("Filter messages"),
            LogPanel::tr("Show only messages with this text (Ctrl+F, Esc clears)"),
            u"log.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? LogPanel::tr("%Ln message(s)", nullptr, all)
                           : LogPanel::tr("%1 of %2 messages").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

LogPanel::LogPanel(const core::Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_model(new LogModel(clock, 5'000, this))
    , m_pane(new TablePane(logText(), m_model, this))
    , m_clear(new QToolButton(this))
{
    setObjectName(u"logPanel"_s);
    describe(m_clear, u"logClear"_s, tr("Clear the log"), tr("Forget all messages"));
    m_clear->setIcon(themedIcon("clear"_L1));
    m_clear->setText(tr("Clear"));
    m_clear->setEnabled(false);
    m_pane->addButton(m_clear);
    makeTable();
    m_pane->emptyState().setText(tr("Nothing to report"), tr("What is retried, refused or blocked is told here."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pane);
    connect(m_pane, &TablePane::told, this, &LogPanel::told);
    connect(m_pane, &TablePane::failed, this, &LogPanel::failed);
    connect(m_clear, &QToolButton::clicked, m_model, &LogModel::clear);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &LogPanel::noteWhetherAtEnd);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LogPanel::follow);
    connect(m_model, &QAbstractItemModel::modelReset, m_clear, [this] { m_clear->setEnabled(false); });
}

void LogPanel::makeTable()
{
    DataTable &table = m_pane->table();
    table.setColumnWidth(LogModel::Time, 90);
    table.setColumnWidth(LogModel::Source, 160);
}

void LogPanel::focusFilter()
{
    m_pane->focusFilter();
}

void LogPanel::setProject(const QString &path)
{
    m_pane->setProject(path);
}

bool LogPanel::isNewestLast() const
{
    const QHeaderView *header = m_pane->table().horizontalHeader();
    const int column = header->sortIndicatorSection();
    return column < 0 || column >= LogModel::ColumnCount ||
           (column == LogModel::Time && header->sortIndicatorOrder() == Qt::AscendingOrder);
}

void LogPanel::noteWhetherAtEnd()
{
    const QScrollBar *bar = m_pane->table().verticalScrollBar();
    m_isAtEnd = bar->value() >= bar->maximum();
}

void LogPanel::follow()
{
    m_clear->setEnabled(true);
    if (m_isAtEnd && isNewestLast())
        m_pane->table().scrollToBottom();
}

} // namespace sluice::ui
