// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/boosterjson.h"

#include <charconv>

namespace sluice::core {

namespace {

/// With an exponent always, as XGBoost tells numbers from integers by it.
QByteArray numberText(float number)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::scientific);
    return {text, qsizetype(end.ptr - text)};
}

/// One array with a value a node.
template <typename Value>
QByteArray nodeArray(const Tree &tree, Value value)
{
    QByteArray text("[");
    for (const TreeNode &node : tree.nodes) {
        if (text.size() > 1)
            text += ',';
        text += value(node);
    }
    return text + ']';
}

QByteArray listText(const QByteArrayList &values)
{
    return '[' + values.join(',') + ']';
}

QByteArray parentsText(const Tree &tree)
{
    constexpr qint32 none = 2'147'483'647; // XGBoost's word for it
    std::vector<qint32> parents(tree.nodes.size(), none);
    for (size_t i = 0; i < tree.nodes.size(); ++i) {
        if (!tree.nodes[i].isLeaf())
            parents[size_t(tree.nodes[i].left)] = parents[size_t(tree.nodes[i].right)] = qint32(i);
    }
    QByteArrayList values;
    for (const qint32 parent : parents)
        values.append(QByteArray::number(parent));
    return listText(values);
}

QByteArray categoriesText(const Tree &tree)
{
    QByteArrayList categories;
    QByteArrayList nodes;
    QByteArrayList segments;
    QByteArrayList sizes;
    for (size_t i = 0; i < tree.nodes.size(); ++i) {
        const TreeNode &node = tree.nodes[i];
        if (!node.isCategorical)
            continue;
        nodes.append(QByteArray::number(quint64(i)));
        segments.append(QByteArray::number(categories.size()));
        sizes.append(QByteArray::number(node.categoryCount));
        for (quint32 at = 0; at < node.categoryCount; ++at)
            categories.append(QByteArray::number(tree.categories[node.firstCategory + at]));
    }
    return "\"categories\":" + listText(categories) + ",\"categories_nodes\":" + listText(nodes) +
           ",\"categories_segments\":" + listText(segments) + ",\"categories_sizes\":" + listText(sizes);
}

QByteArray treeText(const Tree &tree, size_t id, size_t features)
{
    const auto flag = [](bool isSet) { return isSet ? QByteArray("1") : QByteArray("0"); };
    QByteArray text = "{\"base_weights\":" + nodeArray(tree, [](const TreeNode &n) { return numberText(n.weight); });
    text += ',' + categoriesText(tree);
    text += ",\"default_left\":" + nodeArray(tree, [&](const TreeNode &n) { return flag(n.isDefaultLeft); });
    text += ",\"id\":" + QByteArray::number(quint64(id));
    text += ",\"left_children\":" + nodeArray(tree, [](const TreeNode &n) { return QByteArray::number(n.left); });
    text += ",\"loss_changes\":" + nodeArray(tree, [](const TreeNode &n) { return numberText(n.gain); });
    text += ",\"parents\":" + parentsText(tree);
    text += ",\"right_children\":" + nodeArray(tree, [](const TreeNode &n) { return QByteArray::number(n.right); });
    text += ",\"split_conditions\":" + nodeArray(tree, [](const TreeNode &n) { return numberText(n.value); });
    text += ",\"split_indices\":" + nodeArray(tree, [](const TreeNode &n) { return QByteArray::number(n.feature); });
    text += ",\"split_type\":" + nodeArray(tree, [&](const TreeNode &n) { return flag(n.isCategorical); });
    text += ",\"sum_hessian\":" + nodeArray(tree, [](const TreeNode &n) { return numberText(n.cover); });
    text += ",\"tree_param\":{\"num_deleted\":\"0\",\"num_feature\":\"" + QByteArray::number(quint64(features)) +
            "\",\"num_nodes\":\"" + QByteArray::number(quint64(tree.nodes.size())) + "\",\"size_leaf_vector\":\"0\"}}";
    return text;
}

QByteArray objectiveText(const ForestShape &shape)
{
    switch (shape.task) {
    case LearnTask::Binary:
        return R"({"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}})";
    case LearnTask::MultiClass:
        return R"({"name":"multi:softprob","softmax_multiclass_param":{"num_class":")" +
               QByteArray::number(shape.outputs) + R"("}})";
    case LearnTask::Regression:
        return R"({"name":"reg:squarederror","reg_loss_param":{"scale_pos_weight":"1"}})";
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray boosterJson(const Forest &forest)
{
    const ForestShape &shape = forest.shape;
    const size_t features = shape.categoryCounts.size();
    QByteArrayList trees;
    QByteArrayList outputs;
    for (size_t i = 0; i < forest.trees.size(); ++i) {
        trees.append(treeText(forest.trees[i], i, features));
        outputs.append(QByteArray::number(quint64(i % size_t(shape.outputs))));
    }
    QByteArray text =
        R"({"learner":{"attributes":{},"feature_names":[],"feature_types":[],"gradient_booster":{"model":)"
        R"({"gbtree_model_param":{"num_parallel_tree":"1","num_trees":")" +
        QByteArray::number(quint64(forest.trees.size())) + R"(","size_leaf_vector":"0"},"tree_info":)" +
        listText(outputs) + R"(,"trees":)" + listText(trees) +
        R"(},"name":"gbtree"},"learner_model_param":{"base_score":")" + numberText(forest.baseScore) +
        R"(","boost_from_average":"0","num_class":")" +
        QByteArray::number(shape.task == LearnTask::MultiClass ? shape.outputs : 0) + R"(","num_feature":")" +
        QByteArray::number(quint64(features)) + R"(","num_target":"1"},"objective":)" + objectiveText(shape) +
        R"(},"version":[1,7,4]})";
    return text;
}

} // namespace sluice::core
