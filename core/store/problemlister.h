// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/problemscan.h"
#include "core/store/rowsorter.h"

#include <QMap>
#include <QStringMatcher>

#include <array>

namespace sluice::core {

/// Takes the problems of a crawl one by one, counts all of them and keeps those that match a query.
class ProblemLister final
{
public:
    /// Failures of the scratch space to sort in come with finish().
    explicit ProblemLister(const ProblemQuery &query);

    /// Whether it looks at where URLs were found.
    [[nodiscard]] bool needsFoundOn() const;
    void take(RowId id, const ProblemRow &row);
    void takeSitemap(RowId id, const RowValues &values);
    [[nodiscard]] Result<ProblemList, StoreFailure> finish(const CancelToken &cancel);

private:
    [[nodiscard]] bool isWanted(ProblemKind kind, const QByteArray &reason) const;
    /// `cell` is what it is sorted by.
    void keep(RowId id, const QVariant &cell);
    [[nodiscard]] QList<ProblemCount> counts() const;

    const ProblemQuery m_query;
    const QByteArray m_reason;
    const QStringMatcher m_matcher;
    const qsizetype m_sortColumn;
    Result<std::unique_ptr<RowSorter>, StoreFailure> m_sorter;
    QList<RowId> m_ids;
    std::array<QMap<QByteArray, qint64>, 4> m_counts; ///< by kind and reason
};

} // namespace sluice::core
