// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <random>
#include <vector>

namespace sluice::core {

/// Rows of a table by their number, from 0.
using RowList = std::vector<qsizetype>;

/// Random order that is the same with every standard library.
class SeededOrder final
{
public:
    explicit SeededOrder(quint64 seed);

    /// From 0 to `bound` - 1, each as likely.
    [[nodiscard]] quint64 below(quint64 bound);
    template <typename T>
    void shuffle(std::vector<T> &values)
    {
        for (size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[size_t(below(i))]);
    }

private:
    std::mt19937_64 m_engine;
};

/// What is to be split.
struct SplitGround
{
    RowList rows;
    std::vector<int> strata; ///< of each of these rows: every part gets the same share of each; none: by chance
    std::vector<int> groups; ///< of each of these rows: a group is never divided; none: rows stand alone
};

/// Two parts; the second has `share` of the rows, as near as groups allow, and each part at least a row where there are
/// two rows or groups. The rows of a part stand in the order of the table.
struct TwoParts
{
    RowList first;
    RowList second;
};
[[nodiscard]] TwoParts splitShare(const SplitGround &ground, double share, quint64 seed);

/// `count` parts for a cross-validation; nothing where there are fewer rows or groups than parts.
[[nodiscard]] std::optional<std::vector<RowList>> foldsOf(const SplitGround &ground, int count, quint64 seed);

} // namespace sluice::core
