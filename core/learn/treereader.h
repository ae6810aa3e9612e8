// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/forest.h"

#include <QJsonArray>
#include <QJsonObject>

namespace sluice::core {

/// Reads one tree of XGBoost's JSON and trusts nothing in it.
class TreeReader final
{
public:
    TreeReader(const QJsonObject &json, const ForestShape &shape);

    /// The error says what is wrong, without the tree's number.
    [[nodiscard]] Result<Tree, QString> read();

private:
    /// Reads one array into `values`, whole numbers from `least` to `most`, as many as there are nodes (or `count`).
    bool readIntegers(const QString &name, qint64 least, qint64 most, std::vector<qint64> &values,
                      qsizetype count = -1);
    bool readNumbers(const QString &name, std::vector<float> &values);
    bool readNodes();
    bool readCategories();
    bool takeCategories(qsizetype node, qint64 first, qint64 count);
    [[nodiscard]] bool isSplitSound(const TreeNode &node);
    /// What the root leads to, the root first; false where a node is reached twice or is no sound split.
    bool keepReached();
    bool refuse(const QString &why);

    const QJsonObject &m_json;
    const ForestShape &m_shape;
    qsizetype m_count = 0;
    Tree m_tree;
    std::vector<qint64> m_allCategories;
    QString m_error;
};

} // namespace sluice::core
