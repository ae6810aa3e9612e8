// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/treereader.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// A tree of depth 16 has 131,071.
constexpr qsizetype mostNodes = 1 << 18;
constexpr qint64 mostCategories = 1 << 24;

} // namespace

TreeReader::TreeReader(const QJsonObject &json, const ForestShape &shape)
    : m_json(json)
    , m_shape(shape)
{}

Result<Tree, QString> TreeReader::read()
{
    m_count = m_json.value(u"left_children"_s).toArray().size();
    if (m_count < 1 || m_count > mostNodes)
        return tl::unexpected(u"it has %1 nodes, expected 1 to %2"_s.arg(m_count).arg(mostNodes));
    m_tree.nodes.resize(size_t(m_count));
    if (!readNodes() || !readCategories() || !keepReached())
        return tl::unexpected(m_error);
    return std::move(m_tree);
}

bool TreeReader::refuse(const QString &why)
{
    m_error = why;
    return false;
}

bool TreeReader::readIntegers(const QString &name, qint64 least, qint64 most, std::vector<qint64> &values,
                              qsizetype count)
{
    const QJsonArray array = m_json.value(name).toArray();
    const qsizetype expected = count < 0 ? m_count : count;
    if (array.size() != expected)
        return refuse(u"%1 has %2 values, expected %3"_s.arg(name).arg(array.size()).arg(expected));
    values.clear();
    for (const QJsonValue &value : array) {
        const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
        if (!(number >= double(least) && number <= double(most)) || number != std::floor(number))
            return refuse(u"%1: expected whole numbers from %2 to %3"_s.arg(name).arg(least).arg(most));
        values.push_back(qint64(number));
    }
    return true;
}

bool TreeReader::readNumbers(const QString &name, std::vector<float> &values)
{
    const QJsonArray array = m_json.value(name).toArray();
    if (array.size() != m_count)
        return refuse(u"%1 has %2 values, expected %3"_s.arg(name).arg(array.size()).arg(m_count));
    values.clear();
    for (const QJsonValue &value : array) {
        const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
        if (!(std::abs(number) <= double(std::numeric_limits<float>::max())))
            return refuse(u"%1: expected numbers"_s.arg(name));
        values.push_back(float(number));
    }
    return true;
}

bool TreeReader::readNodes()
{
    std::vector<qint64> left;
    std::vector<qint64> right;
    std::vector<qint64> feature;
    std::vector<qint64> defaultLeft;
    std::vector<qint64> type;
    std::vector<float> value;
    std::vector<float> gain;
    std::vector<float> cover;
    std::vector<float> weight;
    const qint64 lastFeature = std::numeric_limits<qint32>::max(); // leaves may name any; see isSplitSound()
    if (!readIntegers(u"left_children"_s, -1, m_count - 1, left) ||
        !readIntegers(u"right_children"_s, -1, m_count - 1, right) ||
        !readIntegers(u"split_indices"_s, 0, lastFeature, feature) ||
        !readIntegers(u"default_left"_s, 0, 1, defaultLeft) || !readIntegers(u"split_type"_s, 0, 1, type) ||
        !readNumbers(u"split_conditions"_s, value) || !readNumbers(u"loss_changes"_s, gain) ||
        !readNumbers(u"sum_hessian"_s, cover) || !readNumbers(u"base_weights"_s, weight))
        return false;
    for (size_t i = 0; i < m_tree.nodes.size(); ++i) {
        const bool isLeaf = left[i] < 0;
        m_tree.nodes[i] = {
            qint32(left[i]), qint32(right[i]),    isLeaf ? 0 : quint32(feature[i]), value[i], gain[i], cover[i],
            weight[i],       defaultLeft[i] == 1, !isLeaf && type[i] == 1,          0,        0};
    }
    return true;
}

bool TreeReader::readCategories()
{
    std::vector<qint64> nodes;
    std::vector<qint64> segments;
    std::vector<qint64> sizes;
    const qsizetype count = m_json.value(u"categories_nodes"_s).toArray().size();
    const qsizetype total = m_json.value(u"categories"_s).toArray().size();
    if (!readIntegers(u"categories"_s, 0, mostCategories, m_allCategories, total) ||
        !readIntegers(u"categories_nodes"_s, 0, m_count - 1, nodes, count) ||
        !readIntegers(u"categories_segments"_s, 0, total, segments, count) ||
        !readIntegers(u"categories_sizes"_s, 0, total, sizes, count))
        return false;
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (!takeCategories(qsizetype(nodes[i]), segments[i], sizes[i]))
            return false;
    }
    return true;
}

bool TreeReader::takeCategories(qsizetype node, qint64 first, qint64 count)
{
    if (first + count > qint64(m_allCategories.size()))
        return refuse(u"categories_sizes reach beyond the categories"_s);
    TreeNode &split = m_tree.nodes[size_t(node)];
    if (split.isLeaf())
        return true; // left over from a split that was taken back
    if (!split.isCategorical || split.categoryCount > 0)
        return refuse(u"categories_nodes names a node twice, or one that is no category's"_s);
    // What all nodes hold together stays within what the file holds.
    if (m_tree.categories.size() + size_t(count) > m_allCategories.size())
        return refuse(u"categories_sizes overlap"_s);
    split.firstCategory = quint32(m_tree.categories.size());
    split.categoryCount = quint32(count);
    for (qint64 at = first; at < first + count; ++at)
        m_tree.categories.push_back(quint32(m_allCategories[size_t(at)]));
    const auto begin = m_tree.categories.begin() + split.firstCategory;
    std::sort(begin, m_tree.categories.end());
    return true;
}

bool TreeReader::isSplitSound(const TreeNode &node)
{
    if (node.left < 1 || node.right < 1 || node.left == node.right)
        return refuse(u"a node does not have two children"_s);
    if (node.feature >= m_shape.categoryCounts.size())
        return refuse(u"a split asks for feature %1 of %2"_s.arg(node.feature).arg(m_shape.categoryCounts.size()));
    const quint32 categories = m_shape.categoryCounts[node.feature];
    if (node.isCategorical != (categories > 0))
        return refuse(u"a split takes feature %1 for another type"_s.arg(node.feature));
    const auto first = m_tree.categories.cbegin() + node.firstCategory;
    if (std::any_of(first, first + node.categoryCount, [&](quint32 category) { return category >= categories; }))
        return refuse(u"a split names a category that feature %1 does not have"_s.arg(node.feature));
    return true;
}

bool TreeReader::keepReached()
{
    Tree kept;
    std::vector<bool> isReached(m_tree.nodes.size(), false);
    std::vector<size_t> order{0}; // old places, in the order of the new ones
    isReached[0] = true;
    for (size_t next = 0; next < order.size(); ++next) {
        TreeNode node = m_tree.nodes[order[next]];
        if (!node.isLeaf()) {
            if (!isSplitSound(node))
                return false;
            for (qint32 *child : {&node.left, &node.right}) {
                if (isReached[size_t(*child)])
                    return refuse(u"two nodes have the same child"_s);
                isReached[size_t(*child)] = true;
                order.push_back(size_t(*child));
                *child = qint32(order.size()) - 1;
            }
            const auto first = m_tree.categories.cbegin() + node.firstCategory;
            node.firstCategory = quint32(kept.categories.size());
            kept.categories.insert(kept.categories.end(), first, first + node.categoryCount);
        } else {
            node.right = -1;
        }
        kept.nodes.push_back(node);
    }
    m_tree = std::move(kept);
    return true;
}

} // namespace sluice::core
