// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/forest.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace sluice::core {

namespace {

constexpr qsizetype leastRowsPerThread = 256;

float startingSum(const Forest &forest)
{
    // Two classes begin with the margin of a probability.
    return forest.shape.task == LearnTask::Binary ? -std::log(1.0F / forest.baseScore - 1.0F) : forest.baseScore;
}

/// Sums to probabilities.
void finishRow(LearnTask task, const std::vector<float> &sums, double *out)
{
    switch (task) {
    case LearnTask::Regression:
        out[0] = double(sums[0]);
        return;
    case LearnTask::Binary:
        out[0] = 1 / (1 + std::exp(-double(sums[0])));
        return;
    case LearnTask::MultiClass: {
        const double largest = double(*std::max_element(sums.cbegin(), sums.cend()));
        double total = 0;
        for (size_t i = 0; i < sums.size(); ++i)
            total += out[i] = std::exp(double(sums[i]) - largest);
        for (size_t i = 0; i < sums.size(); ++i)
            out[i] /= total;
        return;
    }
    }
}

void scoreRows(const Forest &forest, const FeatureMatrix &matrix, qsizetype from, qsizetype to, double *out)
{
    const auto outputs = size_t(forest.shape.outputs);
    const float start = startingSum(forest);
    std::vector<float> sums(outputs);
    for (qsizetype row = from; row < to; ++row) {
        const float *features = matrix.values.data() + row * matrix.columns;
        std::fill(sums.begin(), sums.end(), start);
        for (size_t i = 0; i < forest.trees.size(); ++i)
            sums[i % outputs] += forest.trees[i].valueFor(features);
        finishRow(forest.shape.task, sums, out + row * qsizetype(outputs));
    }
}

} // namespace

float Tree::valueFor(const float *features) const
{
    const TreeNode *node = nodes.data();
    while (!node->isLeaf()) {
        const float feature = features[node->feature];
        bool isLeft = feature < node->value;
        if (std::isnan(feature)) {
            isLeft = node->isDefaultLeft;
        } else if (node->isCategorical && feature < 0) {
            isLeft = nodes[size_t(node->left)].cover >= nodes[size_t(node->right)].cover;
        } else if (node->isCategorical) {
            const auto first = categories.cbegin() + node->firstCategory;
            isLeft = !std::binary_search(first, first + node->categoryCount, quint32(feature));
        }
        node = nodes.data() + (isLeft ? node->left : node->right);
    }
    return node->value;
}

ForestShape ForestShape::of(const TargetSpec &target, const FeatureEncoder &encoder)
{
    ForestShape shape;
    shape.task = target.task;
    shape.outputs = target.task == LearnTask::MultiClass ? int(target.classes.size()) : 1;
    shape.categoryCounts = encoder.categoryCounts();
    return shape;
}

std::vector<double> Forest::scores(const FeatureMatrix &matrix, int threads) const
{
    std::vector<double> scores(size_t(matrix.rows * shape.outputs));
    const qsizetype parts = std::clamp<qsizetype>(matrix.rows / leastRowsPerThread, 1, threads);
    std::vector<std::thread> others;
    for (qsizetype part = 1; part < parts; ++part) {
        others.emplace_back([&, part] {
            scoreRows(*this, matrix, matrix.rows * part / parts, matrix.rows * (part + 1) / parts, scores.data());
        });
    }
    scoreRows(*this, matrix, 0, matrix.rows / parts, scores.data());
    for (std::thread &other : others)
        other.join();
    return scores;
}

} // namespace sluice::core
