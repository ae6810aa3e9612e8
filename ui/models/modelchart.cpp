// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelchart.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QtCharts/QAbstractAxis>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ModelChart::ModelChart(QWidget *parent)
    : QChartView(parent)
{
    QChart &plot = *chart();
    plot.setBackgroundRoundness(0);
    plot.setMargins({0, 4, 8, 0});
    plot.setAnimationOptions(QChart::NoAnimation);
    plot.legend()->setAlignment(Qt::AlignTop);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(160);
}

void ModelChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void ModelChart::dress()
{
    const ThemeColors &colors = colorsFor(palette());
    setBackgroundBrush(colors["base"_L1]);
    chart()->setBackgroundBrush(colors["base"_L1]);
    chart()->setBackgroundPen(Qt::NoPen);
    chart()->legend()->setLabelColor(colors["text"_L1]);
    chart()->legend()->setFont(font());
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    const auto axes = chart()->axes();
    for (QAbstractAxis *axis : axes) {
        axis->setLabelsColor(colors["muted"_L1]);
        axis->setTitleBrush(colors["muted"_L1]);
        axis->setLinePenColor(colors["border"_L1]);
        axis->setGridLineColor(colors["border"_L1]);
        axis->setLabelsFont(small);
        axis->setTitleFont(small);
    }
    dressSeries();
}

QColor ModelChart::lineColor(qsizetype line)
{
    const QColor colors[] = {{0x00, 0x72, 0xB2}, {0xE6, 0x9F, 0x00}, {0x00, 0x9E, 0x73},
                             {0xCC, 0x79, 0xA7}, {0x56, 0xB4, 0xE9}, {0xD5, 0x5E, 0x00}};
    return colors[line % qsizetype(std::size(colors))];
}

} // namespace sluice::ui
