// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchstatistics.h"

#include <QAbstractTableModel>

#include <array>

namespace sluice::ui {

/// The figures of a batch: how long its requests took to each of their steps, as percentiles, a line each.
class BatchStatisticsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Step, Count, Half, NineOfTen, NinetyFive, NinetyNine, Longest, ColumnCount };

    explicit BatchStatisticsModel(QObject *parent = nullptr);

    void setStatistics(const core::BatchStatistics &statistics);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static constexpr int steps = 3;
    /// Figures of one step; times in ms, -1 = none.
    using Figures = std::array<qint64, ColumnCount>;

    std::array<Figures, steps> m_figures{};
};

} // namespace sluice::ui
