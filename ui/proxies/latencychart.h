// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QtCharts/QChartView>

QT_BEGIN_NAMESPACE
class QDateTimeAxis;
class QLineSeries;
class QScatterSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace sluice::ui {

/// One proxy's latency over its checks, in ms; checks that found it dead are crosses on the ground line.
class LatencyChart final : public QChartView
{
    Q_OBJECT

public:
    explicit LatencyChart(QWidget *parent = nullptr);

    void setChecks(const QList<core::ProxyCheckRecord> &checks);

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();
    void fitAxes(const QList<core::ProxyCheckRecord> &checks);

    QLineSeries *m_line;
    QScatterSeries *m_alive;
    QScatterSeries *m_dead;
    QDateTimeAxis *m_time;
    QValueAxis *m_latency;
};

} // namespace sluice::ui
