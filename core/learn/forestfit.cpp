// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/forestfit.h"

#include "core/learn/booster.h"
#include "core/learn/boosterjson.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

std::vector<float> labelsAt(const Dataset &dataset, const RowList &rows)
{
    std::vector<float> labels;
    labels.reserve(rows.size());
    for (const qsizetype row : rows)
        labels.push_back(dataset.labels()[size_t(row)]);
    return labels;
}

/// One a row; none where all rows count the same.
std::vector<float> weightsOf(const Dataset &dataset, const std::vector<float> &labels, const ClassWeights &weights)
{
    const QStringList &classes = dataset.target().classes;
    if (classes.isEmpty() || (!weights.isBalanced && weights.byClass.isEmpty()))
        return {};
    std::vector<float> byClass;
    for (qsizetype i = 0; i < classes.size(); ++i) {
        const auto count = std::max<qsizetype>(1, std::count(labels.cbegin(), labels.cend(), float(i)));
        const double balanced = double(labels.size()) / (double(classes.size()) * double(count));
        byClass.push_back(float(weights.isBalanced ? balanced : weights.byClass.value(classes[i], 1)));
    }
    std::vector<float> result;
    for (const float label : labels)
        result.push_back(byClass[size_t(label)]);
    return result;
}

/// XGBoost takes no codes below 0: to it, unknown categories are missing.
void hideUnknown(const std::vector<bool> &categorical, FeatureMatrix &matrix)
{
    for (size_t column = 0; column < categorical.size(); ++column) {
        if (!categorical[column])
            continue;
        for (size_t at = column; at < matrix.values.size(); at += categorical.size()) {
            if (matrix.values[at] == unknownCategory)
                matrix.values[at] = std::numeric_limits<float>::quiet_NaN();
        }
    }
}

/// Every class of the weights has to be one of the target's.
Result<void, LearnFailure> checkWeights(const TargetSpec &target, const ClassWeights &weights)
{
    for (auto weight = weights.byClass.cbegin(); weight != weights.byClass.cend(); ++weight) {
        if (!target.classes.contains(weight.key()))
            return failure(LearnFault::Options,
                           u"class_weights: "_s +
                               aboutColumn(target.column, u"it has no class \"%1\""_s.arg(weight.key())));
    }
    if (weights.isBalanced && target.task == LearnTask::Regression)
        return failure(LearnFault::Options, u"class_weights: "_s + aboutColumn(target.column, u"it has no classes"_s));
    return {};
}

QByteArray metricOf(LearnTask task)
{
    switch (task) {
    case LearnTask::Binary:
        return "logloss";
    case LearnTask::MultiClass:
        return "mlogloss";
    case LearnTask::Regression:
        return "rmse";
    }
    Q_UNREACHABLE();
}

QByteArray objectiveOf(LearnTask task)
{
    switch (task) {
    case LearnTask::Binary:
        return "binary:logistic";
    case LearnTask::MultiClass:
        return "multi:softprob";
    case LearnTask::Regression:
        return "reg:squarederror";
    }
    Q_UNREACHABLE();
}

/// What every row is given before the first tree: the mean of a quantity, else 0.5.
float baseScoreOf(LearnTask task, const std::vector<float> &labels)
{
    if (task != LearnTask::Regression)
        return 0.5F;
    double sum = 0;
    for (const float label : labels)
        sum += double(label);
    return float(sum / double(labels.size()));
}

QList<BoosterParameter> parametersOf(const TrainingOptions &options, const ForestShape &shape)
{
    const auto number = [](double value) { return QByteArray::number(value, 'g', 17); };
    QList<BoosterParameter> parameters{
        {"objective", objectiveOf(shape.task)},
        {"eval_metric", metricOf(shape.task)},
        {"tree_method", "hist"},
        {"eta", number(options.rate)},
        {"max_depth", QByteArray::number(options.depth)},
        {"min_child_weight", number(options.minChildWeight)},
        {"lambda", number(options.lambda)},
        {"alpha", number(options.alpha)},
        {"gamma", number(options.gamma)},
        {"subsample", number(options.subsample)},
        {"colsample_bytree", number(options.colsample)},
        {"max_bin", QByteArray::number(options.maxBin)},
        {"nthread", QByteArray::number(threadCount(options))},
        {"seed", QByteArray::number(options.seed)},
        // What is random in a round depends on the seed and the round alone, not on what ran before on this thread.
        {"seed_per_iteration", "1"},
        {"verbosity", "0"},
    };
    if (shape.task == LearnTask::MultiClass)
        parameters.append({"num_class", QByteArray::number(shape.outputs)});
    return parameters;
}

/// One training: rounds on one part of the rows, watched on another.
class Fit final
{
public:
    Fit(const Dataset &dataset, const TrainingOptions &options, const Model *from, const TrainingGround &ground)
        : m_dataset(dataset)
        , m_options(options)
        , m_from(from)
        , m_ground(ground)
    {}

    [[nodiscard]] Result<FittedForest, LearnFailure> run(const RowList &training, const RowList &validation,
                                                         int rounds);

private:
    [[nodiscard]] Result<BoosterData, LearnFailure> dataOf(const FeatureEncoder &encoder, const RowList &rows) const;
    [[nodiscard]] Result<Booster, LearnFailure> boosterFor(const BoosterData &training, const BoosterData *validation,
                                                           const ForestShape &shape, float baseScore) const;
    /// Its trees up to that round, those it went on from included.
    [[nodiscard]] Result<Forest, LearnFailure> forestOf(const Booster &booster, const ForestShape &shape,
                                                        int rounds) const;
    [[nodiscard]] Result<void, LearnFailure> boost(Booster &booster, int rounds, LearningCurve &curve) const;

    const Dataset &m_dataset;
    const TrainingOptions &m_options;
    const Model *m_from;
    const TrainingGround &m_ground;
};

Result<FittedForest, LearnFailure> Fit::run(const RowList &training, const RowList &validation, int rounds)
{
    FittedForest fitted;
    fitted.encoder = m_from ? m_from->encoder : FeatureEncoder::fit(m_dataset, training, m_options);
    const ForestShape shape = ForestShape::of(m_dataset.target(), fitted.encoder);
    if (shape.categoryCounts.empty())
        return failure(LearnFault::Table,
                       aboutColumn(m_dataset.target().column, u"no other column holds anything to learn it from"_s));
    const auto trainingData = dataOf(fitted.encoder, training);
    if (!trainingData)
        return tl::unexpected(trainingData.error());
    std::optional<BoosterData> watched;
    if (!validation.empty()) {
        auto validationData = dataOf(fitted.encoder, validation);
        if (!validationData)
            return tl::unexpected(validationData.error());
        watched = std::move(*validationData);
    }
    const float base = baseScoreOf(shape.task, labelsAt(m_dataset, training));
    auto booster = boosterFor(*trainingData, watched ? &*watched : nullptr, shape, base);
    if (!booster)
        return tl::unexpected(booster.error());
    fitted.curve.metric = QString::fromLatin1(metricOf(shape.task));
    if (const auto done = boost(*booster, rounds, fitted.curve); !done)
        return tl::unexpected(done.error());
    auto forest = forestOf(*booster, shape, fitted.curve.bestRound);
    if (!forest)
        return tl::unexpected(forest.error());
    fitted.forest = std::move(*forest);
    return fitted;
}

Result<Forest, LearnFailure> Fit::forestOf(const Booster &booster, const ForestShape &shape, int rounds) const
{
    const auto text = booster.json();
    if (!text)
        return tl::unexpected(text.error());
    auto forest = forestFromBooster(*text, shape);
    if (!forest)
        return failure(LearnFault::Library, forest.error().detail);
    const int earlier = m_from ? m_from->forest.rounds() : 0;
    forest->trees.resize(size_t((earlier + rounds) * shape.outputs));
    return forest;
}

Result<BoosterData, LearnFailure> Fit::dataOf(const FeatureEncoder &encoder, const RowList &rows) const
{
    auto matrix = encoder.encode(m_dataset.table(), rows);
    if (!matrix)
        return tl::unexpected(matrix.error());
    hideUnknown(encoder.categoricalFeatures(), *matrix);
    const std::vector<float> labels = labelsAt(m_dataset, rows);
    return BoosterData::make(*matrix, encoder.categoricalFeatures(), labels,
                             weightsOf(m_dataset, labels, m_options.weights), threadCount(m_options));
}

Result<Booster, LearnFailure> Fit::boosterFor(const BoosterData &training, const BoosterData *validation,
                                              const ForestShape &shape, float baseScore) const
{
    auto booster = Booster::make(training, validation);
    if (!booster)
        return booster;
    QList<BoosterParameter> parameters = parametersOf(m_options, shape);
    if (!m_from)
        parameters.append({"base_score", QByteArray::number(double(baseScore), 'g', 17)});
    else if (const auto loaded = booster->load(boosterJson(m_from->forest)); !loaded)
        return tl::unexpected(loaded.error());
    if (const auto configured = booster->configure(parameters); !configured)
        return tl::unexpected(configured.error());
    return booster;
}

Result<void, LearnFailure> Fit::boost(Booster &booster, int rounds, LearningCurve &curve) const
{
    const int earlier = m_from ? m_from->forest.rounds() : 0;
    double best = std::numeric_limits<double>::infinity();
    for (int round = 0; round < rounds; ++round) {
        if (m_ground.cancel.isCancelled())
            return failure(LearnFault::Cancelled, u"cancelled"_s);
        if (const auto added = booster.addRound(earlier + round); !added)
            return added;
        const auto loss = booster.loss(earlier + round);
        if (!loss)
            return tl::unexpected(loss.error());
        const bool isWatched = !std::isnan(loss->validation);
        curve.training.append(loss->training);
        if (isWatched)
            curve.validation.append(loss->validation);
        if (m_ground.watch)
            m_ground.watch(
                {1, 1, round + 1, rounds, loss->training, isWatched ? std::optional(loss->validation) : std::nullopt});
        if (!isWatched || loss->validation < best) {
            best = loss->validation;
            curve.bestRound = round + 1;
        } else if (m_options.earlyStopping > 0 && round + 1 - curve.bestRound >= m_options.earlyStopping) {
            break;
        }
    }
    if (m_options.earlyStopping == 0)
        curve.bestRound = rounds;
    return {};
}

} // namespace

Result<FittedForest, LearnFailure> fitForest(const Dataset &dataset, const RowList &rows,
                                             const TrainingOptions &options, const Model *from,
                                             const TrainingGround &ground)
{
    if (const auto checked = checkWeights(dataset.target(), options.weights); !checked)
        return tl::unexpected(checked.error());
    const TwoParts parts = splitShare(dataset.ground(rows), options.validation, quint64(options.seed));
    const RowList &training = parts.first.empty() ? rows : parts.first;
    const RowList validation = parts.first.empty() ? RowList() : parts.second;
    Fit fit(dataset, options, from, ground);
    auto fitted = fit.run(training, validation, options.rounds);
    if (!fitted || !options.isRefit || validation.empty())
        return fitted;
    auto again = fit.run(rows, {}, fitted->curve.bestRound);
    if (again)
        again->curve = fitted->curve; // how it went while there were rows to watch
    return again;
}

} // namespace sluice::core
