// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/forestfit.h"
#include "core/learn/model.h"
#include "ui/models/modelchart.h"

QT_BEGIN_NAMESPACE
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace sluice::ui {

/// Learning curves: the loss after each round, of a training that is under way or of models side by side.
class CurveChart final : public ModelChart
{
    Q_OBJECT

public:
    struct Curve
    {
        QString name; ///< empty where it stands alone
        core::LearningCurve curve;
    };

    explicit CurveChart(QWidget *parent = nullptr);

    void setCurves(const QList<Curve> &curves);
    /// One that grows from here on.
    void begin();
    void add(const core::TrainingProgress &progress);

protected:
    void dressSeries() override;

private:
    QLineSeries *addLine(const QString &name, const QList<double> &values, bool isTraining, qsizetype color);
    void clear();
    void fitAxes();

    struct Line
    {
        QLineSeries *series;
        bool isTraining; ///< drawn dashed
        qsizetype color;
    };

    QValueAxis *m_rounds;
    QValueAxis *m_loss;
    QList<Line> m_lines;
    QList<QPointF> m_training; ///< of the one that grows
    QList<QPointF> m_validation;
};

} // namespace sluice::ui
