// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/tableheader.h"
#include "ui/widgets/tsv.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

DataTable::DataTable(QWidget *parent)
    : QTableView(parent)
    , m_copy(new QAction(themedIcon("copy"_L1), tr("&Copy"), this))
    , m_copyWithHeader(new QAction(tr("Copy with &Header"), this))
{
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegate(new CellDelegate(this));
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    setHorizontalHeader(new TableHeader(this));
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    describe(m_copy, u"copyAction"_s, tr("Copy the selected rows as tab-separated text"));
    m_copyWithHeader->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_copyWithHeader->setShortcutContext(Qt::WidgetShortcut);
    describe(m_copyWithHeader, u"copyWithHeaderAction"_s, tr("Copy the selected rows below a line of column names"));
    addActions({m_copy, m_copyWithHeader});
    connect(m_copy, &QAction::triggered, this, [this] { copy(false); });
    connect(m_copyWithHeader, &QAction::triggered, this, [this] { copy(true); });
    connect(horizontalHeader(), &QHeaderView::customContextMenuRequested, this, &DataTable::showHeaderMenu);
}

QList<int> DataTable::selectedRowNumbers() const
{
    QList<int> rows;
    if (!selectionModel())
        return rows;
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QList<int> DataTable::shownColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(logical))
            columns.append(logical);
    }
    return columns;
}

QList<QVariant> DataTable::copiedCells(int row) const
{
    QList<QVariant> cells;
    for (const int column : shownColumns()) {
        const QModelIndex index = model()->index(row, column);
        const QVariant raw = index.data(CopyRole);
        cells.append(raw.isValid() ? raw : index.data(Qt::DisplayRole));
    }
    return cells;
}

QList<QVariant> DataTable::copiedTitles() const
{
    QList<QVariant> titles;
    for (const int column : shownColumns()) {
        const QVariant title = model()->headerData(column, Qt::Horizontal, CopyRole);
        titles.append(title.isValid() ? title : model()->headerData(column, Qt::Horizontal));
    }
    return titles;
}

void DataTable::fillColumnsMenu(QMenu *menu)
{
    if (!model())
        return;
    const bool isLastOne = shownColumns().size() == 1;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        const QString name = model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu->addAction(name.isEmpty() ? tr("Column %1").arg(column + 1) : name);
        action->setObjectName(u"column%1"_s.arg(column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || !isLastOne);
        connect(action, &QAction::toggled, this, [this, column](bool isShown) { showColumn(column, isShown); });
    }
}

void DataTable::addContextActions(const QList<QAction *> &actions)
{
    m_contextActions += actions;
}

void DataTable::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_contextActions);
    if (!m_contextActions.isEmpty())
        menu->addSeparator();
    menu->addActions({m_copy, m_copyWithHeader});
    menu->popup(event->globalPos());
}

void DataTable::copy(bool isWithHeader)
{
    if (m_isCopyingElsewhere) {
        Q_EMIT copyRequested(isWithHeader);
        return;
    }
    QStringList lines;
    if (isWithHeader)
        lines.append(tsvLine(copiedTitles()));
    for (const int row : selectedRowNumbers())
        lines.append(tsvLine(copiedCells(row)));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void DataTable::showHeaderMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnsMenu(menu);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void DataTable::showColumn(int column, bool isShown)
{
    setColumnHidden(column, !isShown);
    Q_EMIT columnShown(column, isShown);
}

} // namespace sluice::ui
