// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sluice::ui {

/// Paints a table cell as all tables here do: one line, room at both sides, the tone's colour, cut where the model says
/// (ElideRole), and the whole text in a tooltip where it is cut.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// Space left and right of a cell's text, px.
    static constexpr int cellPadding = 8;
};

} // namespace sluice::ui
