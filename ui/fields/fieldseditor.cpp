// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/fieldseditor.h"

#include "ui/fields/fieldsdelegate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

FieldsEditor::FieldsEditor(const QString &objectName, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_model(new FieldsModel(this))
    , m_table(new QTableView(this))
{
    setObjectName(objectName + u"Editor"_s);
    describe(m_table, objectName, accessibleName, tr("Double-click or press F2 to edit"));
    m_add = makeButton("add"_L1, u"Add"_s, tr("Add to %1").arg(accessibleName), tr("Add a column (Ins)"));
    m_remove = makeButton("subtract"_L1, u"Remove"_s, tr("Remove from %1").arg(accessibleName),
                          tr("Remove this column (Ctrl+Del)"));
    m_up = makeButton("up"_L1, u"Up"_s, tr("Move up in %1").arg(accessibleName), tr("Move up (Ctrl+Shift+Up)"));
    m_down =
        makeButton("down"_L1, u"Down"_s, tr("Move down in %1").arg(accessibleName), tr("Move down (Ctrl+Shift+Down)"));
    setFocusProxy(m_table);
    makeTable();
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    for (QToolButton *button : {m_add, m_remove, m_up, m_down})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    connect(m_add, &QToolButton::clicked, this, &FieldsEditor::addLine);
    connect(m_remove, &QToolButton::clicked, this, &FieldsEditor::removeLine);
    connect(m_up, &QToolButton::clicked, this, [this] { moveLine(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveLine(1); });
    connect(m_model, &FieldsModel::changed, this, &FieldsEditor::changed);
    connect(m_model, &FieldsModel::changed, this, &FieldsEditor::updateButtons);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &FieldsEditor::updateHeights);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &FieldsEditor::updateHeights);
    connect(m_model, &QAbstractItemModel::modelReset, this, &FieldsEditor::updateHeights);
    connect(m_model, &QAbstractItemModel::rowsMoved, this, &FieldsEditor::updateHeights);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FieldsEditor::updateButtons);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FieldsEditor::currentChanged);
    updateButtons();
}

void FieldsEditor::makeTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new FieldsDelegate(m_table));
    m_table->setProperty("framed", true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked |
                             QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(0);
    m_table->verticalHeader()->setDefaultSectionSize(FieldsDelegate::lineHeight(fontMetrics()));
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(40);
    constexpr int widths[] = {100, 160, 72, 76, 46, 66, 72, 84, 84};
    for (int column = 0; column < FieldsModel::columns; ++column)
        m_table->setColumnWidth(column, widths[column]);
    header->setSectionResizeMode(FieldsModel::Rule, QHeaderView::Stretch);
    setColumnShown(FieldsModel::Here, false);
    setColumnShown(FieldsModel::Everywhere, false);
}

QToolButton *FieldsEditor::makeButton(QLatin1StringView iconName, const QString &part, const QString &name,
                                      const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setIcon(themedIcon(iconName));
    describe(button, m_table->objectName() + part, name, tip);
    const QHash<QString, QKeySequence> keys = {{u"Add"_s, QKeySequence(Qt::Key_Insert)},
                                               {u"Remove"_s, QKeySequence(Qt::CTRL | Qt::Key_Delete)},
                                               {u"Up"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Up)},
                                               {u"Down"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Down)}};
    auto *action = new QAction(button); // the keys count in the table alone: a form may have two of these
    action->setShortcut(keys.value(part));
    action->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(action);
    connect(action, &QAction::triggered, button, &QToolButton::click);
    return button;
}

void FieldsEditor::add(const core::FieldSpec &field)
{
    m_model->append(field);
    m_table->setCurrentIndex(m_model->index(m_model->rowCount() - 1, FieldsModel::Name));
}

void FieldsEditor::setColumnShown(FieldsModel::Column column, bool isShown)
{
    m_table->setColumnHidden(column, !isShown);
}

void FieldsEditor::setVisibleLines(int lines)
{
    const int line = FieldsDelegate::lineHeight(fontMetrics());
    m_table->setFixedHeight((lines + 1) * line + 4);
}

int FieldsEditor::currentRow() const
{
    return m_table->currentIndex().row();
}

int FieldsEditor::currentField() const
{
    const int row = currentRow();
    if (row < 0 || row >= m_model->rowCount())
        return -1;
    int field = -1;
    for (int i = 0; i <= row; ++i) {
        const bool isEmpty = m_model->index(i, FieldsModel::Name).data().toString().isEmpty() &&
                             m_model->index(i, FieldsModel::Rule).data().toString().isEmpty();
        if (!isEmpty)
            ++field;
        else if (i == row)
            return -1;
    }
    return field;
}

void FieldsEditor::addLine()
{
    add({});
    m_table->setFocus();
    m_table->edit(m_table->currentIndex());
}

void FieldsEditor::removeLine()
{
    if (currentRow() >= 0)
        m_model->remove(currentRow());
}

void FieldsEditor::moveLine(int by)
{
    const int row = currentRow();
    if (row >= 0 && row + by >= 0 && row + by < m_model->rowCount())
        m_model->swap(row, row + by);
}

void FieldsEditor::updateHeights()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const int height = m_model->problem(row).isEmpty() ? FieldsDelegate::lineHeight(fontMetrics())
                                                           : FieldsDelegate::tallHeight(fontMetrics());
        if (m_table->rowHeight(row) != height)
            m_table->setRowHeight(row, height);
    }
}

void FieldsEditor::updateButtons()
{
    const int row = currentRow();
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_model->rowCount());
}

} // namespace sluice::ui
