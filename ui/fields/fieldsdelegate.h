// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sluice::ui {

/// Cells of the columns table: what is typed reaches the model with every key, and what is wrong with a rule stands
/// below it.
class FieldsDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

    /// Height of a line, and of one with a problem below its rule, px.
    [[nodiscard]] static int lineHeight(const QFontMetrics &metrics) { return metrics.height() + 14; }
    [[nodiscard]] static int tallHeight(const QFontMetrics &metrics) { return 2 * metrics.height() + 18; }

private:
    static void paintProblem(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    [[nodiscard]] QWidget *makeTypeBox(QWidget *parent) const;
    void commitNow(QWidget *editor) const;
};

} // namespace sluice::ui
