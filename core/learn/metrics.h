// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/targetspec.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace sluice::core {

/// How well scores meet what was true. Absent: the figure has no meaning for the task, or the rows held one class alone.
struct Metrics
{
    qsizetype rows = 0;
    std::optional<double> accuracy;
    std::optional<double> logLoss; ///< natural logarithm, probabilities kept 1e-15 away from 0
    std::optional<double> auc;     ///< area under the ROC curve; more than two classes: mean of each against the rest
    std::optional<double> f1;      ///< of the second class; more than two: mean over the classes
    std::optional<double> rmse;
    QList<QList<qint64>> confusion; ///< true class × predicted class

    bool operator==(const Metrics &) const = default;
};

/// `scores` are rows × outputs as Forest::scores() gives them, `truths` one label a row.
[[nodiscard]] Metrics metricsOf(const TargetSpec &target, const std::vector<double> &scores,
                                const std::vector<float> &truths);

/// The place of the class that scores tell; ties go to the first.
[[nodiscard]] int predictedClass(const TargetSpec &target, const double *scores);

/// One figure by the name it has in files and on the command line.
struct NamedFigure
{
    QString name; ///< "accuracy", "log_loss", "auc", "f1", "rmse"
    std::optional<double> value;

    bool operator==(const NamedFigure &) const = default;
};
[[nodiscard]] QList<NamedFigure> figuresOf(const Metrics &metrics);
/// The figures and "rows" and "confusion"; null for what is absent.
[[nodiscard]] QJsonObject metricsJson(const Metrics &metrics);
[[nodiscard]] Metrics metricsFromJson(const QJsonObject &json);

} // namespace sluice::core
