// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/batch/batchbook.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace sluice::ui {

class BatchStatisticsModel;
class DataTable;

/// The figures of the batch that is shown: throughput, how it ended and with which statuses, and percentiles of the
/// times. All of it can be copied as text.
class BatchStatisticsView final : public QWidget
{
    Q_OBJECT

public:
    explicit BatchStatisticsView(QWidget *parent = nullptr);

    void setFigures(const core::BatchProgress &progress, const core::BatchStatistics &statistics);
    /// What Copy puts into the clipboard: a figure a line, tab-separated, times in ms.
    [[nodiscard]] QString text() const;

private:
    BatchStatisticsModel *m_model;
    QLabel *m_throughput;
    QLabel *m_outcomes;
    QLabel *m_statuses;
    DataTable *m_table;
    QPushButton *m_copy;
};

} // namespace sluice::ui
