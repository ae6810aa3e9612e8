// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/reasonlist.h"

#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

namespace sluice::ui {

namespace {

constexpr int padding = 10;
constexpr int indent = 14;
constexpr int listWidth = 216;

/// Paints the name at the left and the count at the right.
class LineDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item(option);
        initStyleOption(&item, index);
        item.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
        const bool isReason = index.data(ReasonsModel::LevelRole).toInt() > 0;
        const bool isSelected = item.state.testFlag(QStyle::State_Selected);
        const QColor muted = colorsFor(item.palette).tone(Tone::Muted);
        const QColor text = item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
        QFont font = item.font;
        font.setWeight(isReason ? QFont::Normal : QFont::DemiBold);
        const QString count = QLocale().toString(index.data(ReasonsModel::CountRole).toLongLong());
        const QRect area = item.rect.adjusted(padding + (isReason ? indent : 0), 0, -padding, 0);
        const int countWidth = item.fontMetrics.horizontalAdvance(count);
        painter->save();
        painter->setFont(item.font);
        painter->setPen(isSelected ? text : muted);
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, count);
        painter->setFont(font);
        painter->setPen(text);
        const QRect left = area.adjusted(0, 0, -countWidth - padding, 0);
        painter->drawText(left, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(item.text, Qt::ElideRight, left.width()));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {listWidth / 2, option.fontMetrics.height() + 10};
    }
};

} // namespace

ReasonList::ReasonList(QWidget *parent)
    : QListView(parent)
    , m_model(new ReasonsModel(this))
{
    setPart(this, "reasons");
    setFixedWidth(listWidth);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMouseTracking(true); // for the line under the pointer
    setModel(m_model);
    setItemDelegate(new LineDelegate(this));
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &ReasonList::tellLine);
}

void ReasonList::showCounts(const QList<core::ProblemCount> &counts, const ReasonsModel::Line &line)
{
    m_isShowing = true;
    m_model->setCounts(counts, line);
    setCurrentIndex(m_model->index(m_model->rowOf(line)));
    m_isShowing = false;
}

void ReasonList::tellLine(const QModelIndex &index)
{
    if (m_isShowing || !index.isValid())
        return;
    const ReasonsModel::Line line = m_model->line(index.row());
    Q_EMIT chosen(line.kind, line.reason);
}

} // namespace sluice::ui
