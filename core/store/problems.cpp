// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/problems.h"

#include <numeric>

namespace sluice::core {

using namespace Qt::StringLiterals;

QString problemKindName(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::Failed:
        return u"failed"_s;
    case ProblemKind::Skipped:
        return u"skipped"_s;
    case ProblemKind::RowError:
        return u"row error"_s;
    case ProblemKind::Sitemap:
        return u"sitemap"_s;
    }
    return {};
}

qint64 ProblemList::total() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0),
                           [](qint64 sum, const ProblemCount &count) { return sum + count.count; });
}

const QStringList &problemColumns()
{
    static const QStringList columns = {u"state"_s, u"reason"_s,   u"detail"_s,   u"url"_s,
                                        u"depth"_s, u"found_on"_s, u"attempts"_s, u"status"_s};
    return columns;
}

} // namespace sluice::core
