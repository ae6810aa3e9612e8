// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchlegend.h"

#include "ui/batch/batchtimeline.h"
#include "ui/batch/batchtimelinepainter.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int swatch = 10;
constexpr double step = 1.5;

QToolButton *makeZoom(QWidget *parent, const QString &objectName, QLatin1StringView icon, const QString &name,
                      const QString &tip)
{
    auto *button = new QToolButton(parent);
    describe(button, objectName, name, tip);
    button->setIcon(themedIcon(icon));
    button->setAutoRaise(true);
    return button;
}

} // namespace

BatchLegend::BatchLegend(BatchTimeline &timeline, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"batchLegend"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(6);
    for (int phase = 0; phase < timelinePhases; ++phase) {
        auto *color = new QLabel(this);
        color->setObjectName(u"legendColor%1"_s.arg(phase));
        auto *name = new QLabel(phaseText(TimelinePhase(phase)), this);
        setPart(name, "hint");
        layout->addWidget(color);
        layout->addWidget(name);
        layout->addSpacing(8);
    }
    layout->addStretch(1);
    QToolButton *out = makeZoom(this, u"batchZoomOut"_s, "subtract"_L1, tr("Zoom out"),
                                tr("Show more time (-, or Ctrl and the wheel)"));
    QToolButton *in =
        makeZoom(this, u"batchZoomIn"_s, "add"_L1, tr("Zoom in"), tr("Show less time (+, or Ctrl and the wheel)"));
    QToolButton *lanes = makeZoom(this, u"batchZoomLanes"_s, "down"_L1, tr("Thicker lanes"),
                                  tr("Show fewer requests, larger (Ctrl++; with Ctrl, Shift and the wheel)"));
    QToolButton *thin = makeZoom(this, u"batchZoomLanesOut"_s, "up"_L1, tr("Thinner lanes"),
                                 tr("Show more requests, smaller (Ctrl+-; with Ctrl, Shift and the wheel)"));
    QToolButton *fit =
        makeZoom(this, u"batchZoomFit"_s, "search"_L1, tr("Show all"), tr("All requests, all times (0)"));
    for (QToolButton *button : {out, in, thin, lanes, fit})
        layout->addWidget(button);
    connect(out, &QToolButton::clicked, &timeline, [&timeline] { timeline.zoomTimes(1 / step); });
    connect(in, &QToolButton::clicked, &timeline, [&timeline] { timeline.zoomTimes(step); });
    connect(lanes, &QToolButton::clicked, &timeline, [&timeline] { timeline.zoomLanes(step); });
    connect(thin, &QToolButton::clicked, &timeline, [&timeline] { timeline.zoomLanes(1 / step); });
    connect(fit, &QToolButton::clicked, &timeline, &BatchTimeline::fit);
    dress();
}

void BatchLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void BatchLegend::dress()
{
    for (int phase = 0; phase < timelinePhases; ++phase) {
        QPixmap picture(swatch, swatch);
        picture.fill(phaseColor(TimelinePhase(phase), palette()));
        if (auto *color = findChild<QLabel *>(u"legendColor%1"_s.arg(phase)))
            color->setPixmap(picture);
    }
}

} // namespace sluice::ui
