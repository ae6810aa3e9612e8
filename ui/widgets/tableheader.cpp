// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tableheader.h"

#include "ui/widgets/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace sluice::ui {

TableHeader::TableHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setStretchLastSection(true);
    setMinimumSectionSize(48);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setSortIndicatorClearable(true);
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    constexpr int inset = 6;
    constexpr QSizeF arrow{7, 4};
    painter->save();
    QHeaderView::paintSection(painter, rect, logicalIndex);
    painter->restore();
    if (!isSortIndicatorShown() || sortIndicatorSection() != logicalIndex)
        return;
    // The style's own arrow would push every title aside, sorted by or not.
    const auto alignment =
        Qt::Alignment(model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const double left = alignment.testFlag(Qt::AlignRight) ? rect.left() + inset : rect.right() - inset - arrow.width();
    const double top = rect.center().y() - arrow.height() / 2;
    const bool isUp = sortIndicatorOrder() == Qt::AscendingOrder;
    const QPointF points[] = {{left, isUp ? top + arrow.height() : top},
                              {left + arrow.width() / 2, isUp ? top : top + arrow.height()},
                              {left + arrow.width(), isUp ? top + arrow.height() : top}};
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colorsFor(palette()).tone(Tone::Info), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(points, 3);
    painter->restore();
}

} // namespace sluice::ui
