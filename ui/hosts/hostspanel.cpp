// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts/hostspanel.h"

#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"
#include "ui/widgets/roles.h"

#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

HostsPanel::HostsPanel(const core::Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_model(new HostsModel(clock, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_filter(new FilterField(tr("Filter hosts"), this))
    , m_count(new QLabel(this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState("hosts"_L1, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"hostsPanel"_s);
    describe(m_filter, u"hostsFilter"_s, tr("Filter hosts"), tr("Show only hosts that contain this text (Ctrl+F)"));
    makeTable();
    m_empty->setText(tr("No host has been asked yet"),
                     tr("While a crawl runs, delays, blocks and robots.txt of each host stand here."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    setPart(m_count, "hint");
    auto *bar = new PanelBar(this);
    bar->addLeading(m_filter);
    bar->addTrailing(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_stack, 1);
    connect(m_filter, &FilterField::filterChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_sorted, signal, this, &HostsPanel::updateCount);
    connect(m_sorted, &QAbstractItemModel::modelReset, this, &HostsPanel::updateCount);
    updateCount();
}

void HostsPanel::makeTable()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(SortRole);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterKeyColumn(HostsModel::Host);
    m_table->setModel(m_sorted);
    describe(m_table, u"hostsTable"_s, tr("Hosts"), QString());
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setColumnWidth(HostsModel::Host, 320);
    for (int column = HostsModel::Delay; column < HostsModel::Robots; ++column)
        m_table->setColumnWidth(column, 100);
}

void HostsPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void HostsPanel::updateCount()
{
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_table);
    const int shown = m_sorted->rowCount();
    const int all = m_model->rowCount();
    const QLocale locale;
    m_count->setText(shown == all ? tr("%Ln host(s)", nullptr, all)
                                  : tr("%1 of %2 hosts").arg(locale.toString(shown), locale.toString(all)));
}

} // namespace sluice::ui
