// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/recordtable.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

RecordTable::RecordTable(const QString &objectName, const QString &accessibleName, const QStringList &columns,
                         QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, int(columns.size()), this))
    , m_add(new QToolButton(this))
    , m_remove(new QToolButton(this))
{
    describe(m_table, objectName, accessibleName, tr("Double-click or press F2 to edit"));
    describe(m_add, objectName + u"Add"_s, tr("Add to %1").arg(accessibleName), tr("Add a line"));
    describe(m_remove, objectName + u"Remove"_s, tr("Remove from %1").arg(accessibleName), tr("Remove this line"));
    setFocusProxy(m_table);
    m_table->setProperty("framed", true);
    m_table->setHorizontalHeaderLabels(columns);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setFixedHeight(5 * (fontMetrics().height() + 14) - 8);
    m_add->setIcon(themedIcon("add"_L1));
    m_remove->setIcon(themedIcon("subtract"_L1));
    m_remove->setEnabled(false);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    connect(m_add, &QToolButton::clicked, this, &RecordTable::addLine);
    connect(m_remove, &QToolButton::clicked, this, &RecordTable::removeLine);
    connect(m_table, &QTableWidget::itemChanged, this, &RecordTable::changed);
    connect(m_table, &QTableWidget::currentCellChanged, m_remove, [this](int row) { m_remove->setEnabled(row >= 0); });
}

void RecordTable::setRecords(const QList<QStringList> &records)
{
    m_table->setRowCount(0);
    for (const QStringList &record : records)
        append(record);
    Q_EMIT changed();
}

QList<QStringList> RecordTable::records() const
{
    QList<QStringList> records;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QStringList cells = record(row);
        if (!std::ranges::all_of(cells, &QString::isEmpty))
            records.append(cells);
    }
    return records;
}

QStringList RecordTable::record(int row) const
{
    QStringList cells;
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const QTableWidgetItem *item = m_table->item(row, column);
        cells.append(item ? item->text().trimmed() : QString());
    }
    return cells;
}

void RecordTable::append(const QStringList &record)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->setItem(row, column, new QTableWidgetItem(record.value(column)));
}

void RecordTable::addLine()
{
    append({});
    const int row = m_table->rowCount() - 1;
    m_table->setCurrentCell(row, 0);
    m_table->editItem(m_table->item(row, 0));
    Q_EMIT changed();
}

void RecordTable::removeLine()
{
    m_table->removeRow(m_table->currentRow());
    Q_EMIT changed();
}

} // namespace sluice::ui
