// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace sluice::core {

/// Learns for which columns a page is worth being rendered that has others over HTTP already. A column that rendering
/// filled once stays worth it. One that it has not filled on the first few pages most likely stands on none; from then
/// on it costs a rendering only now and then, in case that other pages of the site are made otherwise.
class RenderLearning final
{
public:
    /// Pages rendered in vain before a column is given up.
    static constexpr int triesWanted = 5;
    /// Of the pages that lack nothing but what was given up, every so many-th is rendered nevertheless.
    static constexpr int tryAgainEvery = 50;

    /// Whether a page with these matches (by column: rows that its rule found something for) is to be rendered for what
    /// it lacks.
    [[nodiscard]] bool isWorthIt(const QList<int> &matches);
    /// What it was over HTTP and what rendering made of it. The columns that are given up with this page.
    [[nodiscard]] QList<qsizetype> takeRendered(const QList<int> &before, const QList<int> &after);

private:
    struct Column
    {
        int inVain = 0;
        bool isFilled = false; ///< by some rendering

        [[nodiscard]] bool isGivenUp() const { return !isFilled && inVain >= triesWanted; }
    };

    QList<Column> m_columns;
    int m_skipped = 0;
};

} // namespace sluice::core
