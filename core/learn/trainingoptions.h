// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/learnfailure.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace sluice::core {

/// What is learnt.
enum class LearnTask : quint8 { Binary, MultiClass, Regression };
[[nodiscard]] QString learnTaskName(LearnTask task); ///< "binary", "multiclass", "regression"

/// What the user says of the task; Auto goes by the target's values.
enum class TaskWish : quint8 { Auto, Classification, Regression };

/// What stands for a value that is not there.
struct NullRule
{
    bool isNative = false; ///< XGBoost's own missing; else `number`, and a level of its own for categories
    double number = -999;  ///< in columns of numbers and dates

    bool operator==(const NullRule &) const = default;
};

/// How the rows of different classes count.
struct ClassWeights
{
    bool isBalanced = false;         ///< each class as much as any other
    QMap<QString, double> byClass{}; ///< else 1 for those not named

    bool operator==(const ClassWeights &) const = default;
};

/// All that steers a training. The defaults are the same for every table.
struct TrainingOptions
{
    int rounds = 500;
    double rate = 0.1;
    int depth = 6;
    int earlyStopping = 50; ///< rounds without a better loss on the validation part; 0 = all rounds are run
    int seed = 42;
    double minChildWeight = 1;
    double lambda = 1;
    double alpha = 0;
    double gamma = 0;
    double subsample = 0.8;
    double colsample = 1; ///< with less, trees on two columns see one, and never a rule of both
    int maxBin = 256;
    int threads = 0;         ///< 0 = one per core
    double validation = 0.2; ///< share of the training rows that early stopping watches
    double test = 0.2;       ///< share of all rows that only the figures are made with
    bool isRefit = true;     ///< train again on all training rows, with the number of rounds that was best
    int minLevelCount = 3;   ///< values of text that occur more rarely share a level
    int maxWords = 64;       ///< features of a column of text
    TaskWish task = TaskWish::Auto;
    NullRule missing;
    ClassWeights weights;

    bool operator==(const TrainingOptions &) const = default;
};

/// One option as users name it.
struct TrainingOptionInfo
{
    QString name;
    QString expected; ///< "a whole number from 1 to 100000"
    QString help;
};
[[nodiscard]] QList<TrainingOptionInfo> trainingOptionInfos();

/// Sets one option from text. Options, naming it and what was expected, where it is unknown or out of its range.
[[nodiscard]] Result<void, LearnFailure> setTrainingOption(TrainingOptions &options, const QString &name,
                                                           const QString &value);
/// All options by name, each as the text that setTrainingOption() takes.
[[nodiscard]] QJsonObject trainingOptionsJson(const TrainingOptions &options);
[[nodiscard]] Result<TrainingOptions, LearnFailure> trainingOptionsFromJson(const QJsonObject &json);

/// The threads to train with: as many as asked for, or one per core.
[[nodiscard]] int threadCount(const TrainingOptions &options);

} // namespace sluice::core
