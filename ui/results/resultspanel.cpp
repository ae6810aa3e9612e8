// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resultspanel.h"

#include "core/settings/keys.h"
#include "ui/paging/rowcopy.h"
#include "ui/results/resultcells.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ResultsPanel::ResultsPanel(core::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_model(new ResultsModel(this))
    , m_filter(new FilterField(tr("Filter rows"), this))
    , m_count(new QLabel(this))
    , m_columns(new QToolButton(this))
    , m_columnsMenu(new QMenu(tr("&Columns"), this))
    , m_exportButton(new QToolButton(this))
    , m_export(new QAction(themedIcon("export"_L1), tr("&Export CSV…"), this))
    , m_compare(new QAction(themedIcon("columns"_L1), tr("Compare &HTTP and Rendered…"), this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState("results"_L1, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"resultsPanel"_s);
    nameWidgets();
    makeTable();
    makeLayout();
    connect(m_filter, &FilterField::filterChanged, m_model, &ResultsModel::setFilter);
    connect(m_filter, &FilterField::leftDownwards, m_table, qOverload<>(&DataTable::setFocus));
    connect(m_empty, &EmptyState::buttonClicked, this, &ResultsPanel::clearFilter);
    connect(m_columnsMenu, &QMenu::aboutToShow, this, &ResultsPanel::fillColumnsMenu);
    connect(m_export, &QAction::triggered, this, &ResultsPanel::exportRequested);
    connect(m_compare, &QAction::triggered, this, &ResultsPanel::compare);
    auto *copy = new RowCopy(*m_table);
    connect(copy, &RowCopy::requested, m_model, &ResultsModel::requestText);
    connect(copy, &RowCopy::told, this, &ResultsPanel::told);
    connect(copy, &RowCopy::failed, this, &ResultsPanel::failed);
    connect(m_table, &DataTable::columnShown, this, &ResultsPanel::rememberColumn);
    connect(m_model, &ResultsModel::textReady, copy, &RowCopy::take);
    connect(m_model, &ResultsModel::failed, this, &ResultsPanel::failed);
    connect(m_model, &ResultsModel::countsChanged, this, &ResultsPanel::updateCounts);
    connect(m_model, &ResultsModel::columnsTaken, this, &ResultsPanel::applyColumns);
    updateCounts();
}

void ResultsPanel::nameWidgets()
{
    describe(m_filter, u"resultsFilter"_s, tr("Filter rows"),
             tr("Show only rows in which a cell contains this text (Ctrl+F)"));
    m_count->setObjectName(u"resultsCount"_s);
    setPart(m_count, "hint");
    m_columns->setIcon(themedIcon("columns"_L1));
    m_columns->setText(tr("Columns"));
    m_columns->setIconSize({22, 16});
    m_columns->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_columns->setMenu(m_columnsMenu);
    m_columns->setPopupMode(QToolButton::InstantPopup);
    describe(m_columns, u"resultsColumns"_s, tr("Columns"), tr("Choose the columns that are shown"));
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)); // Ctrl+E moves the cursor in a field
    describe(m_compare, u"resultsCompare"_s, tr("See this page as the server sends it, and as its scripts make it"));
    describe(m_export, u"exportCsv"_s, tr("Write the rows of this crawl to a CSV file"));
    m_exportButton->setDefaultAction(m_export);
    m_exportButton->setIconSize({22, 16});
    m_exportButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_exportButton->setObjectName(u"resultsExport"_s);
    m_exportButton->setAccessibleName(tr("Export CSV"));
}

void ResultsPanel::makeTable()
{
    m_table->setModel(m_model);
    m_table->setCopyingElsewhere(true);
    describe(m_table, u"resultsTable"_s, tr("Results"), QString());
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_table->addContextActions({m_compare, m_export});
}

/// The row's own page: its columns come before the one that every row has.
void ResultsPanel::compare()
{
    const auto column = int(m_model->columns().lastIndexOf(u"url"_s));
    const QModelIndex index = m_table->currentIndex().siblingAtColumn(column);
    if (const QString address = index.data(Qt::DisplayRole).toString(); !address.isEmpty())
        Q_EMIT compareRequested(address);
}

void ResultsPanel::makeLayout()
{
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *bar = new PanelBar(this);
    bar->addLeading(m_filter);
    bar->addLeading(m_count);
    bar->addTrailing(m_columns);
    bar->addTrailing(m_exportButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_stack, 1);
}

QAction *ResultsPanel::copyAction() const
{
    return m_table->copyAction();
}

QAction *ResultsPanel::copyWithHeaderAction() const
{
    return m_table->copyWithHeaderAction();
}

void ResultsPanel::showCrawl(core::CrawlId crawl, bool isRunning)
{
    m_isRunning = isRunning;
    if (crawl != m_model->crawl())
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_model->showCrawl(crawl);
    updateCounts();
}

void ResultsPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ResultsPanel::applyColumns()
{
    const QStringList hidden = m_settings.get(core::keys::hiddenColumns);
    const QStringList &columns = m_model->columns();
    for (int column = 0; column < columns.size(); ++column) {
        m_table->setColumnWidth(column, ResultCells::width(columns.at(column)));
        m_table->setColumnHidden(column, hidden.contains(columns.at(column)));
    }
}

void ResultsPanel::rememberColumn(int column, bool isShown)
{
    QStringList hidden = m_settings.get(core::keys::hiddenColumns);
    const QString name = m_model->columns().value(column);
    hidden.removeAll(name);
    if (!isShown)
        hidden.append(name);
    m_settings.set(core::keys::hiddenColumns, hidden);
}

void ResultsPanel::fillColumnsMenu()
{
    m_columnsMenu->clear();
    m_table->fillColumnsMenu(m_columnsMenu);
}

void ResultsPanel::updateCounts()
{
    const QLocale locale;
    const int shown = m_model->rowCount();
    const bool isFiltered = !m_model->query().filter.isEmpty();
    if (m_model->isBusy() && shown == 0)
        m_count->setText(m_model->crawl().isValid() ? tr("Reading…") : QString());
    else if (isFiltered)
        m_count->setText(tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(m_model->totalRows())));
    else
        m_count->setText(m_model->crawl().isValid() ? tr("%Ln row(s)", nullptr, shown) : QString());
    m_export->setEnabled(m_model->crawl().isValid() && (shown > 0 || isFiltered));
    m_columns->setEnabled(!m_model->columns().isEmpty());
    m_columnsMenu->setEnabled(m_columns->isEnabled());
    updateEmptyState();
}

void ResultsPanel::updateEmptyState()
{
    if (m_model->rowCount() > 0 || (m_model->isBusy() && m_model->crawl().isValid())) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    const bool isFiltered = !m_model->query().filter.isEmpty();
    if (!m_model->crawl().isValid())
        m_empty->setText(tr("No crawl selected"), tr("Select one in Jobs to see its rows."));
    else if (isFiltered)
        m_empty->setText(tr("No row matches"), tr("No cell contains “%1”.").arg(m_model->query().filter));
    else if (m_isRunning)
        m_empty->setText(tr("Waiting for the first rows"), tr("They appear here as soon as pages arrive."));
    else
        m_empty->setText(tr("No rows"), tr("This crawl has not brought a page yet."));
    m_empty->setButton(u"clearFilter"_s, isFiltered ? tr("Clear filter") : QString(), tr("Show all rows again"));
    m_stack->setCurrentWidget(m_empty);
}

void ResultsPanel::clearFilter()
{
    m_filter->clear();
    m_model->setFilter({});
}

} // namespace sluice::ui
