// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/featureencoder.h"

namespace sluice::core {

struct TreeNode
{
    qint32 left = -1; ///< place of the child in the tree; -1 = this is a leaf
    qint32 right = -1;
    quint32 feature = 0;
    float value = 0;            ///< inner: numbers below it go left; leaf: what is added to the sum
    float gain = 0;             ///< loss that the split took away
    float cover = 0;            ///< weight of the training rows that came here
    float weight = 0;           ///< what a leaf here would have added
    bool isDefaultLeft = false; ///< where a missing number goes
    bool isCategorical = false; ///< the categories named go right, all others left; an unknown one with the most
                                ///< training rows
    quint32 firstCategory = 0;
    quint32 categoryCount = 0;

    [[nodiscard]] bool isLeaf() const { return left < 0; }
    bool operator==(const TreeNode &) const = default;
};

struct Tree
{
    std::vector<TreeNode> nodes;     ///< the root first; every other node is one node's child
    std::vector<quint32> categories; ///< of all nodes, ascending in each

    /// The leaf's value for one row of features.
    [[nodiscard]] float valueFor(const float *features) const;
    bool operator==(const Tree &) const = default;
};

/// What the trees are for. A booster that does not fit is refused.
struct ForestShape
{
    LearnTask task = LearnTask::Binary;
    int outputs = 1;                     ///< classes of a multi-class model, else 1
    std::vector<quint32> categoryCounts; ///< of each feature; 0 = a number

    [[nodiscard]] static ForestShape of(const TargetSpec &target, const FeatureEncoder &encoder);
    bool operator==(const ForestShape &) const = default;
};

/// Gradient-boosted trees: tree i adds to output i modulo the number of outputs.
struct Forest
{
    ForestShape shape;
    float baseScore = 0.5F; ///< what every sum begins with; for two classes as a probability
    std::vector<Tree> trees;

    /// Rounds of boosting.
    [[nodiscard]] int rounds() const { return int(trees.size()) / shape.outputs; }
    /// For each row the probability of the second of two classes, of each of more classes, or the number: rows ×
    /// outputs, on so many threads. The same result with any number of them.
    [[nodiscard]] std::vector<double> scores(const FeatureMatrix &matrix, int threads) const;

    bool operator==(const Forest &) const = default;
};

} // namespace sluice::core
