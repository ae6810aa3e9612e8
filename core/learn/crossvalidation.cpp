// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/crossvalidation.h"

#include "core/learn/importance.h"
#include "core/learn/predictor.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFolds = 100;
constexpr int mostRepetitions = 1'000;

double meanOf(const QList<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / double(values.size());
}

double deviationOf(const QList<double> &values)
{
    if (values.size() < 2)
        return 0;
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / double(values.size() - 1));
}

/// 97.5 % point of Student's t; beyond the table the normal distribution's is near enough.
double studentT(qsizetype freedom)
{
    static constexpr std::array<double, 30> table{
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120,  2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    return freedom <= qsizetype(table.size()) ? table[size_t(freedom - 1)] : 1.96;
}

/// The means of each repetition's folds.
QList<double> repetitionMeans(const QList<double> &values, int folds)
{
    QList<double> means;
    for (qsizetype first = 0; first < values.size(); first += folds)
        means.append(meanOf(values.mid(first, folds)));
    return means;
}

FigureSpread spreadOf(const QString &name, const QList<double> &values, int folds)
{
    const QList<double> means = repetitionMeans(values, folds);
    const QList<double> &independent = means.size() > 1 ? means : values;
    FigureSpread spread{name, meanOf(values), deviationOf(values), deviationOf(means), 0, 0};
    const double half = independent.size() < 2 ? 0
                                               : studentT(independent.size() - 1) * deviationOf(independent) /
                                                     std::sqrt(double(independent.size()));
    spread.low = spread.mean - half;
    spread.high = spread.mean + half;
    return spread;
}

class Validating final
{
public:
    Validating(const Dataset &dataset, const TrainingOptions &options, const TrainingGround &ground)
        : m_dataset(dataset)
        , m_options(options)
        , m_ground(ground)
    {}

    [[nodiscard]] Result<CrossValidation, LearnFailure> run(int folds, int repetitions)
    {
        m_result.folds = folds;
        m_result.repetitions = repetitions;
        for (int repetition = 0; repetition < repetitions; ++repetition) {
            if (const auto done = repeat(repetition); !done)
                return tl::unexpected(done.error());
        }
        finish();
        return std::move(m_result);
    }

private:
    [[nodiscard]] Result<void, LearnFailure> repeat(int repetition);
    [[nodiscard]] Result<void, LearnFailure> validate(const std::vector<RowList> &folds, size_t fold,
                                                      const TrainingOptions &options);
    [[nodiscard]] TrainingGround groundHere() const;
    void addImportances(const FittedForest &fitted);
    void addConfusion(const Metrics &metrics);
    void finish();

    const Dataset &m_dataset;
    const TrainingOptions &m_options;
    const TrainingGround &m_ground;
    CrossValidation m_result;
};

Result<void, LearnFailure> Validating::repeat(int repetition)
{
    TrainingOptions options = m_options;
    options.seed = int((qint64(m_options.seed) + repetition) % 2'147'483'648);
    const auto folds = foldsOf(m_dataset.ground(m_dataset.rows()), m_result.folds, quint64(options.seed));
    if (!folds) {
        const bool isGrouped = !m_dataset.group().isEmpty();
        return failure(LearnFault::Table,
                       aboutColumn(isGrouped ? m_dataset.group() : m_dataset.target().column,
                                   u"there are fewer %1 than the %2 folds asked for"_s.arg(
                                       isGrouped ? u"groups"_s : u"rows"_s, QString::number(m_result.folds))));
    }
    for (size_t fold = 0; fold < folds->size(); ++fold) {
        if (const auto done = validate(*folds, fold, options); !done)
            return done;
    }
    return {};
}

TrainingGround Validating::groundHere() const
{
    const int part = int(m_result.parts.size()) + 1;
    const int parts = m_result.folds * m_result.repetitions;
    if (!m_ground.watch)
        return m_ground;
    return {m_ground.cancel, [this, part, parts](TrainingProgress progress) {
                progress.part = part;
                progress.parts = parts;
                m_ground.watch(progress);
            }};
}

Result<void, LearnFailure> Validating::validate(const std::vector<RowList> &folds, size_t fold,
                                                const TrainingOptions &options)
{
    RowList training;
    for (size_t other = 0; other < folds.size(); ++other) {
        if (other != fold)
            training.insert(training.end(), folds[other].cbegin(), folds[other].cend());
    }
    std::sort(training.begin(), training.end());
    const auto fitted = fitForest(m_dataset, training, options, nullptr, groundHere());
    if (!fitted)
        return tl::unexpected(fitted.error());
    const auto scores = scoresOf(fitted->encoder, fitted->forest, m_dataset.table(), folds[fold], threadCount(options));
    if (!scores)
        return tl::unexpected(scores.error());
    std::vector<float> truths;
    for (const qsizetype row : folds[fold])
        truths.push_back(m_dataset.labels()[size_t(row)]);
    m_result.parts.append(metricsOf(m_dataset.target(), *scores, truths));
    addImportances(*fitted);
    addConfusion(m_result.parts.last());
    return {};
}

void Validating::addImportances(const FittedForest &fitted)
{
    for (const ColumnImportance &own : gainImportances(fitted.encoder, fitted.forest)) {
        const auto known = std::find_if(m_result.importances.begin(), m_result.importances.end(),
                                        [&](const ColumnImportance &sum) { return sum.column == own.column; });
        if (known == m_result.importances.end())
            m_result.importances.append(own);
        else
            known->gain += own.gain;
    }
}

void Validating::addConfusion(const Metrics &metrics)
{
    if (m_result.confusion.isEmpty()) {
        m_result.confusion = metrics.confusion;
        return;
    }
    for (qsizetype truth = 0; truth < metrics.confusion.size(); ++truth) {
        for (qsizetype told = 0; told < metrics.confusion.size(); ++told)
            m_result.confusion[truth][told] += metrics.confusion[truth][told];
    }
}

void Validating::finish()
{
    QMap<QString, QList<double>> values;
    for (const Metrics &part : std::as_const(m_result.parts)) {
        for (const NamedFigure &figure : figuresOf(part)) {
            if (figure.value)
                values[figure.name].append(*figure.value);
        }
    }
    for (const NamedFigure &figure : figuresOf({})) {
        if (values.value(figure.name).size() == m_result.parts.size())
            m_result.figures.append(spreadOf(figure.name, values[figure.name], m_result.folds));
    }
    for (ColumnImportance &importance : m_result.importances)
        importance.gain /= double(m_result.parts.size());
    std::stable_sort(m_result.importances.begin(), m_result.importances.end(),
                     [](const auto &first, const auto &second) { return first.gain > second.gain; });
}

} // namespace

const FigureSpread *CrossValidation::figure(const QString &name) const
{
    const auto found =
        std::find_if(figures.cbegin(), figures.cend(), [&](const FigureSpread &known) { return known.name == name; });
    return found == figures.cend() ? nullptr : &*found;
}

Result<CrossValidation, LearnFailure> crossValidate(const Dataset &dataset, const TrainingOptions &options, int folds,
                                                    int repetitions, const TrainingGround &ground)
{
    if (folds < 2 || folds > mostFolds)
        return failure(LearnFault::Options, u"folds: expected 2 to %1, got %2"_s.arg(mostFolds).arg(folds));
    if (repetitions < 1 || repetitions > mostRepetitions)
        return failure(LearnFault::Options,
                       u"repetitions: expected 1 to %1, got %2"_s.arg(mostRepetitions).arg(repetitions));
    return Validating(dataset, options, ground).run(folds, repetitions);
}

} // namespace sluice::core
