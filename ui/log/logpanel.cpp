// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logpanel.h"

#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

LogPanel::LogPanel(const core::Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_model(new LogModel(clock, 5'000, this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_filter(new FilterField(tr("Filter messages"), this))
    , m_count(new QLabel(this))
    , m_clear(new QToolButton(this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState("log"_L1, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"logPanel"_s);
    describe(m_filter, u"logFilter"_s, tr("Filter messages"), tr("Show only messages with this text (Ctrl+F)"));
    describe(m_clear, u"logClear"_s, tr("Clear the log"), tr("Forget all messages"));
    m_clear->setIcon(themedIcon("clear"_L1));
    m_clear->setText(tr("Clear"));
    m_clear->setIconSize({22, 16});
    m_clear->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    makeTable();
    m_empty->setText(tr("Nothing to report"), tr("What is retried, refused or blocked is told here."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    setPart(m_count, "hint");
    auto *bar = new PanelBar(this);
    bar->addLeading(m_filter);
    bar->addTrailing(m_count);
    bar->addTrailing(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_stack, 1);
    connect(m_filter, &FilterField::filterChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_clear, &QToolButton::clicked, m_model, &LogModel::clear);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &LogPanel::noteWhetherAtEnd);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LogPanel::follow);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LogPanel::updateCount);
    updateCount();
}

void LogPanel::makeTable()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setFilterKeyColumn(-1);
    m_table->setModel(m_filtered);
    describe(m_table, u"logTable"_s, tr("Log"), QString());
    m_table->setColumnWidth(LogModel::Time, 90);
    m_table->setColumnWidth(LogModel::Source, 160);
}

void LogPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void LogPanel::noteWhetherAtEnd()
{
    const QScrollBar *bar = m_table->verticalScrollBar();
    m_isAtEnd = bar->value() >= bar->maximum();
}

void LogPanel::follow()
{
    updateCount();
    if (m_isAtEnd)
        m_table->scrollToBottom();
}

void LogPanel::updateCount()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    m_clear->setEnabled(!isEmpty);
    m_count->setText(tr("%Ln message(s)", nullptr, m_model->rowCount()));
}

} // namespace sluice::ui
