// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progressdelegate.h"

#include "ui/widgets/roles.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr int barHeight = 6;
    const ThemeColors &colors = colorsFor(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const auto tone = Tone(index.data(ToneRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected)
        painter->fillRect(option.rect, option.palette.brush(QPalette::Highlight));

    QRect area = option.rect.adjusted(cellPadding, 0, -cellPadding, 0);
    const int textWidth = option.fontMetrics.horizontalAdvance(u"100 %"_s);
    QRectF bar(area.left(), area.center().y() - barHeight / 2.0 + 0.5, std::max(0, area.width() - textWidth - 8),
               barHeight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(isSelected ? colors["base"_L1] : colors["track"_L1]);
    painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    const double done = std::clamp(index.data(ProgressRole).toDouble(), 0.0, 1.0);
    if (done > 0) {
        // Never narrower than it is high: a rounded bar below that is a smudge.
        bar.setWidth(std::max<double>(barHeight, bar.width() * done));
        painter->setBrush(colors.tone(tone == Tone::Plain ? Tone::Info : tone));
        painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    }
    painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
    painter->restore();
}

} // namespace sluice::ui
