// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCharts/QChartView>

QT_BEGIN_NAMESPACE
class QAbstractAxis;
QT_END_NAMESPACE

namespace sluice::ui {

/// A chart in the program's look, light and dark; what it shows is its heirs'.
class ModelChart : public QChartView
{
    Q_OBJECT

public:
    explicit ModelChart(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    /// Colours the series; called after each change of the palette.
    virtual void dressSeries() = 0;
    void dress();
    /// Colours that people who see few tell apart (Okabe and Ito's set), in turn.
    [[nodiscard]] static QColor lineColor(qsizetype line);
};

} // namespace sluice::ui
