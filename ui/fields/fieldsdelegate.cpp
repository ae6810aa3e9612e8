// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/fieldsdelegate.h"

#include "ui/fields/fieldsmodel.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int padding = 8;

QColor textColor(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const ThemeColors &colors = colorsFor(option.palette);
    const auto tone = Tone(index.data(ToneRole).toInt());
    if (tone != Tone::Plain)
        return colors.tone(tone);
    return option.palette.color(option.state.testFlag(QStyle::State_Selected) ? QPalette::HighlightedText
                                                                              : QPalette::Text);
}

/// As the style sheet draws check boxes; in a cell it would leave room for the box twice.
void paintCheck(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area, bool isOn)
{
    constexpr int side = 15;
    const ThemeColors &colors = colorsFor(option.palette);
    const QRectF box(area.left() + 0.5, area.top() + (area.height() - side) / 2 + 0.5, side, side);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(colors[isOn ? "accent"_L1 : "field"_L1]);
    painter->setBrush(colors[isOn ? "accent"_L1 : "base"_L1]);
    painter->drawRoundedRect(box, 4, 4);
    if (!isOn)
        return;
    painter->setPen(QPen(colors["onAccent"_L1], 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF from = box.topLeft();
    painter->drawPolyline(QPolygonF({from + QPointF(3.6, 7.8), from + QPointF(6.4, 10.6), from + QPointF(11.4, 4.8)}));
}

} // namespace

void FieldsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, option.palette.brush(QPalette::Highlight));
    QRect area = option.rect.adjusted(padding, 0, -padding, 0);
    area.setHeight(std::min(area.height(), lineHeight(option.fontMetrics) - 4));
    const QVariant check = index.data(Qt::CheckStateRole);
    if (check.isValid()) {
        paintCheck(painter, option, area, check.toInt() == Qt::Checked);
    } else {
        painter->setPen(textColor(option, index));
        const int alignment = index.data(Qt::TextAlignmentRole).toInt();
        painter->drawText(area, alignment ? alignment : int(Qt::AlignLeft | Qt::AlignVCenter),
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    }
    if (index.column() >= FieldsModel::Rule)
        paintProblem(painter, option, index);
    painter->restore();
}

void FieldsDelegate::paintProblem(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QString problem = index.siblingAtColumn(FieldsModel::Rule).data(FieldsModel::ProblemRole).toString();
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    if (problem.isEmpty() || !table)
        return;
    // It begins below the rule and runs on through the cells behind it.
    const int left = table->columnViewportPosition(FieldsModel::Rule) + padding;
    const int line = lineHeight(option.fontMetrics);
    const QRect below(left, option.rect.top() + line - 6, table->viewport()->width() - padding - left,
                      option.rect.height() - line + 4);
    painter->setPen(colorsFor(option.palette).tone(Tone::Danger));
    painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(problem, Qt::ElideRight, below.width()));
}

bool FieldsDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                 const QModelIndex &index)
{
    const QVariant check = index.data(Qt::CheckStateRole);
    if (!check.isValid())
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    bool isToggle = event->type() == QEvent::MouseButtonRelease &&
                    static_cast<const QMouseEvent *>(event)->button() == Qt::LeftButton;
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<const QKeyEvent *>(event)->key();
        isToggle = key == Qt::Key_Space || key == Qt::Key_Select;
    }
    const bool isOn = check.toInt() == Qt::Checked;
    return isToggle && model->setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

QWidget *FieldsDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.column() == FieldsModel::Type)
        return makeTypeBox(parent);
    auto *line = new QLineEdit(parent);
    const QString title = index.model()->headerData(index.column(), Qt::Horizontal).toString();
    describe(line, u"fieldCell"_s, title,
             index.model()->headerData(index.column(), Qt::Horizontal, Qt::ToolTipRole).toString());
    setPart(line, "cell");
    if (index.column() == FieldsModel::Rule)
        line->setPlaceholderText(u"css:.price |> price"_s);
    connect(line, &QLineEdit::textEdited, this, [this, line] { commitNow(line); });
    return line;
}

QWidget *FieldsDelegate::makeTypeBox(QWidget *parent) const
{
    auto *box = new QComboBox(parent);
    describe(box, u"fieldType"_s, tr("Type"), tr("What the values are"));
    setPart(box, "cell");
    box->addItems(core::columnTypeNames());
    connect(box, &QComboBox::activated, this, [this, box] { commitNow(box); });
    return box;
}

void FieldsDelegate::commitNow(QWidget *editor) const
{
    Q_EMIT const_cast<FieldsDelegate *>(this)->commitData(editor); // Qt makes editors in a const function
}

void FieldsDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *box = qobject_cast<QComboBox *>(editor)) {
        box->setCurrentText(text);
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        if (line->text().trimmed() != text.trimmed()) // while one types, the cursor stays where it is
            line->setText(text);
    }
}

void FieldsDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *box = qobject_cast<QComboBox *>(editor))
        model->setData(index, box->currentText(), Qt::EditRole);
    else if (const auto *line = qobject_cast<QLineEdit *>(editor))
        model->setData(index, line->text(), Qt::EditRole);
}

void FieldsDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    QRect area = option.rect;
    area.setHeight(std::min(area.height(), lineHeight(option.fontMetrics)));
    editor->setGeometry(area);
}

} // namespace sluice::ui
