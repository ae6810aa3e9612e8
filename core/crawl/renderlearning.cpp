// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/renderlearning.h"

#include <algorithm>

namespace sluice::core {

bool RenderLearning::isWorthIt(const QList<int> &matches)
{
    bool isAnyLacking = false;
    for (qsizetype i = 0; i < matches.size(); ++i) {
        if (matches[i] > 0)
            continue;
        isAnyLacking = true;
        if (i >= m_columns.size() || !m_columns[i].isGivenUp())
            return true;
    }
    return isAnyLacking && ++m_skipped % tryAgainEvery == 0;
}

QList<qsizetype> RenderLearning::takeRendered(const QList<int> &before, const QList<int> &after)
{
    const qsizetype count = std::min(before.size(), after.size());
    m_columns.resize(std::max(m_columns.size(), count));
    // A page without anything may be of a kind that has no values at all: nothing is learnt of what it lacks.
    const bool isPartial = std::any_of(before.begin(), before.end(), [](int each) { return each > 0; });
    QList<qsizetype> givenUp;
    for (qsizetype i = 0; i < count; ++i) {
        Column &column = m_columns[i];
        if (before[i] > 0)
            continue;
        const bool wasGivenUp = column.isGivenUp();
        column.isFilled = column.isFilled || after[i] > 0;
        column.inVain += isPartial && after[i] == 0 ? 1 : 0;
        if (!wasGivenUp && column.isGivenUp())
            givenUp.append(i);
    }
    return givenUp;
}

} // namespace sluice::core
