// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/forest.h"
#include "core/learn/metrics.h"

#include <QDateTime>

namespace sluice::core {

/// The loss after each round.
struct LearningCurve
{
    QString metric; ///< "logloss", "mlogloss" or "rmse"
    QList<double> training;
    QList<double> validation; ///< none where no part was kept for it
    int bestRound = 0;        ///< rounds that were kept

    bool operator==(const LearningCurve &) const = default;
};

/// How much a column says, by two measures.
struct ColumnImportance
{
    QString column;
    double gain = 0;                   ///< its share of the loss that all splits took away; 1 in all
    std::optional<double> permutation; ///< loss of accuracy (more RMSE) when its values are shuffled; none without test

    bool operator==(const ColumnImportance &) const = default;
};

/// What a reader wants to know of a model before using it.
struct ModelCard
{
    QString data; ///< what it was trained on
    QDateTime createdUtc;
    QString program;           ///< "sluice 0.1.0"
    QString library;           ///< "xgboost 1.7.4"
    qsizetype rows = 0;        ///< with a target
    qsizetype rowsWithout = 0; ///< left out as their target is missing
    qsizetype testRows = 0;    ///< of them, those that only the metrics were made with
    int threads = 1;
    QString group; ///< column that the parts were divided by; empty = none

    bool operator==(const ModelCard &) const = default;
};

/// A trained model with all that prediction needs.
struct Model
{
    TargetSpec target;
    QList<RoleAssignment> roles; ///< of all columns it was trained with
    FeatureEncoder encoder;
    TrainingOptions options;
    Forest forest;
    Metrics metrics; ///< on the test part; no rows where there was none
    LearningCurve curve;
    QList<ColumnImportance> importances; ///< by gain, the largest first
    ModelCard card;

    bool operator==(const Model &) const = default;
};

} // namespace sluice::core
