// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/latencychart.h"

#include "ui/proxies/proxytexts.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QtCharts/QChart>
#include <QtCharts/QDateTimeAxis>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 leastSpanMs = 60'000;
constexpr int leastLatencyMs = 100;

QFont small(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

} // namespace

LatencyChart::LatencyChart(QWidget *parent)
    : QChartView(parent)
    , m_line(new QLineSeries(this))
    , m_alive(new QScatterSeries(this))
    , m_dead(new QScatterSeries(this))
    , m_time(new QDateTimeAxis(this))
    , m_latency(new QValueAxis(this))
{
    describe(this, u"proxyLatencyChart"_s, tr("Latency over the checks"),
             tr("Milliseconds of each check that was answered; marks on the ground line are checks that were not"));
    QChart &plot = *chart();
    plot.legend()->hide();
    plot.setBackgroundRoundness(0);
    plot.setMargins({0, 4, 8, 0});
    plot.setAnimationOptions(QChart::NoAnimation);
    plot.addAxis(m_time, Qt::AlignBottom);
    plot.addAxis(m_latency, Qt::AlignLeft);
    for (QAbstractSeries *series : {static_cast<QAbstractSeries *>(m_line), static_cast<QAbstractSeries *>(m_alive),
                                    static_cast<QAbstractSeries *>(m_dead)}) {
        plot.addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_latency);
    }
    m_alive->setMarkerSize(6);
    m_dead->setMarkerSize(8);
    m_dead->setMarkerShape(QScatterSeries::MarkerShapeRectangle);
    m_time->setTickCount(3);
    m_latency->setTickCount(3);
    m_latency->setLabelFormat(u"%.0f"_s);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(150);
    dress();
}

void LatencyChart::setChecks(const QList<core::ProxyCheckRecord> &checks)
{
    QList<QPointF> alive;
    QList<QPointF> dead;
    // Oldest first, so that the line goes from left to right.
    for (auto check = checks.crbegin(); check != checks.crend(); ++check) {
        if (check->isAlive && check->totalMs >= 0)
            alive.append({qreal(check->atUtcMs), qreal(check->totalMs)});
        else
            dead.append({qreal(check->atUtcMs), 0});
    }
    m_line->replace(alive);
    m_alive->replace(alive);
    m_dead->replace(dead);
    fitAxes(checks);
}

void LatencyChart::fitAxes(const QList<core::ProxyCheckRecord> &checks)
{
    if (checks.isEmpty())
        return;
    const qint64 newest = checks.constFirst().atUtcMs;
    const qint64 oldest = std::min(checks.constLast().atUtcMs, newest - leastSpanMs);
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(oldest), QDateTime::fromMSecsSinceEpoch(newest));
    m_time->setFormat(newest - oldest > qint64(24) * 3'600'000 ? u"MM-dd HH:mm"_s : u"HH:mm:ss"_s);
    int slowest = leastLatencyMs;
    for (const core::ProxyCheckRecord &check : checks)
        slowest = std::max(slowest, check.isAlive ? check.totalMs : 0);
    m_latency->setRange(0, slowest);
    m_latency->applyNiceNumbers();
}

void LatencyChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void LatencyChart::dress()
{
    const ThemeColors &colors = colorsFor(palette());
    setBackgroundBrush(colors["base"_L1]);
    chart()->setBackgroundBrush(colors["base"_L1]);
    chart()->setBackgroundPen(Qt::NoPen);
    m_line->setPen(QPen(colors["accent"_L1], 1.5));
    m_alive->setColor(colors["accent"_L1]);
    m_alive->setBorderColor(colors["base"_L1]);
    m_dead->setColor(colors["danger"_L1]);
    m_dead->setBorderColor(colors["base"_L1]);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_latency)}) {
        axis->setLabelsColor(colors["muted"_L1]);
        axis->setLinePenColor(colors["border"_L1]);
        axis->setGridLineColor(colors["border"_L1]);
        axis->setLabelsFont(small(font()));
    }
}

} // namespace sluice::ui
