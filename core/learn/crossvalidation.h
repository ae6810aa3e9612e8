// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/forestfit.h"

namespace sluice::core {

/// A figure over all folds of all repetitions.
struct FigureSpread
{
    QString name; ///< "accuracy", "log_loss", "auc", "f1", "rmse"
    double mean = 0;
    double deviation = 0;           ///< of the folds, n - 1 in the denominator; 0 for a single one
    double repetitionDeviation = 0; ///< of the repetitions' means
    double low = 0;  ///< 95 % confidence interval of the mean, by Student's t over the repetitions' means
    double high = 0; ///< (over the folds where there is one repetition)

    bool operator==(const FigureSpread &) const = default;
};

struct CrossValidation
{
    int folds = 0;
    int repetitions = 0;
    QList<Metrics> parts;                ///< of each fold, repetition by repetition
    QList<FigureSpread> figures;         ///< those that every fold has
    QList<QList<qint64>> confusion;      ///< sum over all folds
    QList<ColumnImportance> importances; ///< mean gain over the folds, the largest first

    [[nodiscard]] const FigureSpread *figure(const QString &name) const;
    bool operator==(const CrossValidation &) const = default;
};

/// Trains once for each fold on the rows of all others and looks how it does on the fold. Repetition i splits and trains
/// by seed + i. Folds are stratified by class and never divide a group. Options where there are fewer than 2 folds or
/// more than 100, or more than 1,000 repetitions; Table where there are too few rows or groups.
[[nodiscard]] Result<CrossValidation, LearnFailure> crossValidate(const Dataset &dataset,
                                                                  const TrainingOptions &options, int folds,
                                                                  int repetitions, const TrainingGround &ground);

} // namespace sluice::core
