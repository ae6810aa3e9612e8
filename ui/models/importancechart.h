// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/model.h"
#include "ui/models/modelchart.h"

QT_BEGIN_NAMESPACE
class QBarCategoryAxis;
class QBarSet;
class QHorizontalBarSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace sluice::ui {

/// How much each column says, the largest above: its share in the gain of all splits.
class ImportanceChart final : public ModelChart
{
    Q_OBJECT

public:
    /// Columns shown; the rest says less than each of them.
    static constexpr int mostColumns = 20;

    explicit ImportanceChart(QWidget *parent = nullptr);

    /// The largest first.
    void setImportances(const QList<core::ColumnImportance> &importances);

protected:
    void dressSeries() override;

private:
    QHorizontalBarSeries *m_series;
    QBarSet *m_set;
    QBarCategoryAxis *m_columns;
    QValueAxis *m_share;
};

} // namespace sluice::ui
