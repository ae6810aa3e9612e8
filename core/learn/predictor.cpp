// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/predictor.h"

#include "core/store/cells.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Rows that are encoded at a time, which bounds the memory.
constexpr size_t chunkRows = 65'536;

} // namespace

Prediction predictionOf(const TargetSpec &target, const double *scores)
{
    if (target.task == LearnTask::Regression)
        return {shownText(scores[0]), scores[0], {}};
    const int label = predictedClass(target, scores);
    const bool isBinary = target.task == LearnTask::Binary;
    const double probability = isBinary ? (label == 1 ? scores[0] : 1 - scores[0]) : scores[label];
    return {target.classes.at(label), {}, probability};
}

Result<std::vector<double>, LearnFailure> scoresOf(const FeatureEncoder &encoder, const Forest &forest,
                                                   const Table &table, const RowList &rows, int threads)
{
    std::vector<double> scores;
    scores.reserve(rows.size() * size_t(forest.shape.outputs));
    for (size_t first = 0; first < rows.size(); first += chunkRows) {
        const auto begin = rows.cbegin() + qsizetype(first);
        const RowList chunk(begin, begin + qsizetype(std::min(chunkRows, rows.size() - first)));
        const auto matrix = encoder.encode(table, chunk);
        if (!matrix)
            return tl::unexpected(matrix.error());
        const std::vector<double> own = forest.scores(*matrix, threads);
        scores.insert(scores.end(), own.cbegin(), own.cend());
    }
    return scores;
}

Result<void, LearnFailure> predictRows(const Model &model, const Table &table, const CancelToken &cancel,
                                       const std::function<void(qsizetype row, const Prediction &)> &take)
{
    if (const auto fits = model.encoder.checkColumns(table); !fits)
        return fits;
    const auto outputs = size_t(model.forest.shape.outputs);
    for (qsizetype first = 0; first < table.rowCount(); first += qsizetype(chunkRows)) {
        if (cancel.isCancelled())
            return failure(LearnFault::Cancelled, u"cancelled"_s);
        RowList rows(size_t(std::min(qsizetype(chunkRows), table.rowCount() - first)));
        std::iota(rows.begin(), rows.end(), first);
        const auto scores = scoresOf(model.encoder, model.forest, table, rows, threadCount(model.options));
        if (!scores)
            return tl::unexpected(scores.error());
        for (size_t i = 0; i < rows.size(); ++i)
            take(rows[i], predictionOf(model.target, scores->data() + i * outputs));
    }
    return {};
}

Result<Metrics, LearnFailure> evaluate(const Model &model, const Table &table)
{
    const Column *column = table.find(model.target.column);
    if (!column)
        return failure(LearnFault::Table, aboutColumn(model.target.column, u"the table has none of that name"_s));
    const auto labels = labelsOf(model.target, *column);
    if (!labels)
        return tl::unexpected(labels.error());
    RowList rows;
    std::vector<float> truths;
    for (size_t row = 0; row < labels->size(); ++row) {
        if (!std::isnan((*labels)[row])) {
            rows.push_back(qsizetype(row));
            truths.push_back((*labels)[row]);
        }
    }
    if (rows.empty())
        return failure(LearnFault::Table, aboutColumn(model.target.column, u"the target has no value in any row"_s));
    const auto scores = scoresOf(model.encoder, model.forest, table, rows, threadCount(model.options));
    if (!scores)
        return tl::unexpected(scores.error());
    return metricsOf(model.target, *scores, truths);
}

} // namespace sluice::core
