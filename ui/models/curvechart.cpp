// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/curvechart.h"

#include "ui/widgets/naming.h"

#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

CurveChart::CurveChart(QWidget *parent)
    : ModelChart(parent)
    , m_rounds(new QValueAxis(this))
    , m_loss(new QValueAxis(this))
{
    describe(this, u"learningCurve"_s, tr("Learning curve"), tr("The loss after each round: the lower, the better"));
    m_rounds->setTitleText(tr("Rounds"));
    m_loss->setTitleText(tr("Loss"));
    m_rounds->setLabelFormat(u"%d"_s);
    m_loss->setLabelFormat(u"%.3f"_s);
    m_rounds->setTickCount(5);
    m_loss->setTickCount(4);
    chart()->addAxis(m_rounds, Qt::AlignBottom);
    chart()->addAxis(m_loss, Qt::AlignLeft);
    fitAxes();
    dress();
}

void CurveChart::clear()
{
    chart()->removeAllSeries(); // deletes them
    m_lines.clear();
}

QLineSeries *CurveChart::addLine(const QString &name, const QList<double> &values, bool isTraining, qsizetype color)
{
    auto *series = new QLineSeries;
    series->setName(name);
    QList<QPointF> points;
    points.reserve(values.size());
    for (qsizetype round = 0; round < values.size(); ++round)
        points.append({double(round + 1), values[round]});
    series->replace(points);
    chart()->addSeries(series);
    series->attachAxis(m_rounds);
    series->attachAxis(m_loss);
    m_lines.append({series, isTraining, color});
    return series;
}

void CurveChart::setCurves(const QList<Curve> &curves)
{
    clear();
    for (qsizetype i = 0; i < curves.size(); ++i) {
        const auto &[name, curve] = curves[i];
        const QString prefix = name.isEmpty() ? QString() : name + u": "_s;
        if (curves.size() == 1 || curve.validation.isEmpty())
            addLine(prefix + tr("training"), curve.training, true, curves.size() == 1 ? 1 : i);
        if (!curve.validation.isEmpty())
            addLine(prefix + tr("validation"), curve.validation, false, i);
    }
    fitAxes();
    dress();
}

void CurveChart::begin()
{
    clear();
    m_training.clear();
    m_validation.clear();
    addLine(tr("training"), {}, true, 1);
    addLine(tr("validation"), {}, false, 0);
    fitAxes();
    dress();
}

void CurveChart::add(const core::TrainingProgress &progress)
{
    if (m_lines.size() != 2)
        begin();
    if (!m_training.isEmpty() && progress.round <= m_training.last().x()) {
        m_training.clear(); // the next part of a cross-validation
        m_validation.clear();
    }
    m_training.append({double(progress.round), progress.trainingLoss});
    if (progress.validationLoss)
        m_validation.append({double(progress.round), *progress.validationLoss});
    m_lines[0].series->replace(m_training);
    m_lines[1].series->replace(m_validation);
    fitAxes();
}

void CurveChart::fitAxes()
{
    double last = 10;
    double most = 0;
    for (const Line &line : std::as_const(m_lines)) {
        const auto points = line.series->points();
        for (const QPointF &point : points) {
            last = std::max(last, point.x());
            most = std::isfinite(point.y()) ? std::max(most, point.y()) : most;
        }
    }
    m_rounds->setRange(0, last);
    m_loss->setRange(0, most > 0 ? most * 1.05 : 1);
    m_loss->setLabelFormat(most < 100 ? u"%.2f"_s : u"%.0f"_s);
    m_rounds->applyNiceNumbers();
    m_loss->applyNiceNumbers();
}

void CurveChart::dressSeries()
{
    for (const Line &line : std::as_const(m_lines)) {
        QPen pen(lineColor(line.color), 1.8);
        if (line.isTraining)
            pen.setStyle(Qt::DashLine);
        line.series->setPen(pen);
    }
}

} // namespace sluice::ui
