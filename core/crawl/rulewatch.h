// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

#include <utility>

namespace sluice::core {

/// Notices columns whose rule finds nothing: most often the rule is wrong, and the crawl could be stopped early.
class RuleWatch final
{
public:
    /// After so many pages a column without any match is named.
    static constexpr int pagesWatched = 20;

    explicit RuleWatch(QStringList columns)
        : m_columns(std::move(columns))
        , m_hasMatched(m_columns.size(), false)
    {}

    /// Counts a page; `matches` has a number for each column. The columns to warn of, once, when enough pages were seen.
    [[nodiscard]] QStringList takePage(const QList<int> &matches);
    /// The same at the end of a crawl that had fewer pages.
    [[nodiscard]] QStringList finish();

private:
    [[nodiscard]] QStringList withoutMatch();

    QStringList m_columns;
    QList<bool> m_hasMatched;
    int m_pages = 0;
    bool m_isTold = false;
};

} // namespace sluice::core
