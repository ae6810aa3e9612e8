// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/celldelegate.h"

#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// A cell shows so much of its text at most: fonts are not asked to measure a megabyte.
constexpr qsizetype longestShown = 600;
/// A tooltip shows more, but not a book.
constexpr qsizetype longestTip = 2'000;

QString shownText(const QModelIndex &index)
{
    QString text = index.data(Qt::DisplayRole).toString().left(longestShown);
    text.replace(u'\n', u' ');
    return text;
}

QRect textRect(const QStyleOptionViewItem &option)
{
    return option.rect.adjusted(CellDelegate::cellPadding, 0, -CellDelegate::cellPadding, 0);
}

} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors &colors = colorsFor(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (isSelected)
        painter->fillRect(option.rect, option.palette.brush(QPalette::Highlight));
    const auto tone = Tone(index.data(ToneRole).toInt());
    const bool isToned = tone != Tone::Plain && !(isSelected && tone == Tone::Muted);
    painter->setPen(isToned      ? colors.tone(tone)
                    : isSelected ? option.palette.color(QPalette::HighlightedText)
                                 : option.palette.color(QPalette::Text));
    painter->setFont(option.font);
    const QVariant elide = index.data(ElideRole);
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const QRect area = textRect(option);
    const QString text = option.fontMetrics.elidedText(
        shownText(index), elide.isValid() ? Qt::TextElideMode(elide.toInt()) : Qt::ElideRight, area.width());
    painter->drawText(area, alignment.isValid() ? alignment.toInt() : int(Qt::AlignLeft | Qt::AlignVCenter), text);
    painter->restore();
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const bool isCut = option.fontMetrics.horizontalAdvance(shownText(index)) > textRect(option).width();
    const QString text = index.data(Qt::DisplayRole).toString().left(longestTip);
    // As rich text it wraps; escaped, nothing a page wrote is taken for markup.
    QToolTip::showText(event->globalPos(), isCut ? plainTip(text) : QString(), view);
    return true;
}

} // namespace sluice::ui
