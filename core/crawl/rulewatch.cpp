// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/rulewatch.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

QStringList RuleWatch::takePage(const QList<int> &matches)
{
    const qsizetype known = std::min(matches.size(), m_hasMatched.size());
    for (qsizetype i = 0; i < known; ++i)
        m_hasMatched[i] = m_hasMatched[i] || matches[i] > 0;
    return ++m_pages < pagesWatched ? QStringList() : withoutMatch();
}

QStringList RuleWatch::finish()
{
    return m_pages == 0 ? QStringList() : withoutMatch();
}

QStringList RuleWatch::withoutMatch()
{
    QStringList columns;
    if (std::exchange(m_isTold, true))
        return columns;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (!m_hasMatched[i])
            columns.append(m_columns[i]);
    }
    return columns;
}

} // namespace sluice::core
