// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/importance.h"

#include <algorithm>
#include <numeric>

namespace sluice::core {

namespace {

constexpr size_t mostRows = 20'000;
constexpr int shuffles = 3;

/// Larger is better.
double qualityOf(const Model &model, const FeatureMatrix &matrix, const std::vector<float> &truths)
{
    const Metrics metrics = metricsOf(model.target, model.forest.scores(matrix, threadCount(model.options)), truths);
    return metrics.accuracy ? *metrics.accuracy : -metrics.rmse.value_or(0);
}

/// The matrix with the features `first` to `end` of each row taken from another row.
FeatureMatrix shuffled(const FeatureMatrix &matrix, qsizetype first, qsizetype end, SeededOrder &order)
{
    std::vector<qsizetype> sources(size_t(matrix.rows));
    std::iota(sources.begin(), sources.end(), qsizetype(0));
    order.shuffle(sources);
    FeatureMatrix result = matrix;
    for (qsizetype row = 0; row < matrix.rows; ++row) {
        const auto source = matrix.values.cbegin() + sources[size_t(row)] * matrix.columns;
        std::copy(source + first, source + end, result.values.begin() + row * matrix.columns + first);
    }
    return result;
}

} // namespace

QList<ColumnImportance> gainImportances(const FeatureEncoder &encoder, const Forest &forest)
{
    QList<ColumnImportance> importances;
    for (const ColumnEncoding &column : encoder.columns)
        importances.append({column.column, 0, {}});
    const std::vector<qsizetype> columns = encoder.columnOfFeature();
    double total = 0;
    for (const Tree &tree : forest.trees) {
        for (const TreeNode &node : tree.nodes) {
            if (node.isLeaf())
                continue;
            importances[columns[node.feature]].gain += double(node.gain);
            total += double(node.gain);
        }
    }
    for (ColumnImportance &importance : importances)
        importance.gain = total > 0 ? importance.gain / total : 0;
    std::stable_sort(importances.begin(), importances.end(),
                     [](const auto &first, const auto &second) { return first.gain > second.gain; });
    return importances;
}

Result<void, LearnFailure> addPermutationImportances(const Dataset &dataset, const RowList &rows, const Model &model,
                                                     int seed, QList<ColumnImportance> &importances)
{
    RowList used = rows;
    SeededOrder order{quint64(seed)};
    order.shuffle(used);
    used.resize(std::min(used.size(), mostRows));
    const auto matrix = model.encoder.encode(dataset.table(), used);
    if (!matrix)
        return tl::unexpected(matrix.error());
    std::vector<float> truths;
    for (const qsizetype row : used)
        truths.push_back(dataset.labels()[size_t(row)]);
    const double whole = qualityOf(model, *matrix, truths);
    qsizetype first = 0;
    for (const ColumnEncoding &column : model.encoder.columns) {
        const qsizetype end = first + column.featureCount();
        double lost = 0;
        for (int i = 0; i < shuffles; ++i)
            lost += (whole - qualityOf(model, shuffled(*matrix, first, end, order), truths)) / shuffles;
        const auto found = std::find_if(importances.begin(), importances.end(),
                                        [&](const ColumnImportance &known) { return known.column == column.column; });
        if (found != importances.end())
            found->permutation = lost;
        first = end;
    }
    return {};
}

} // namespace sluice::core
