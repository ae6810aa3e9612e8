// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/problemlister.h"

#include "core/store/cells.h"

#include <algorithm>

namespace sluice::core {

ProblemLister::ProblemLister(const ProblemQuery &query)
    : m_query(query)
    , m_reason(query.reason.toUtf8())
    , m_matcher(query.filter, Qt::CaseInsensitive)
    , m_sortColumn(problemColumns().indexOf(query.sortColumn))
{
    if (m_sortColumn >= 0)
        m_sorter = RowSorter::create();
}

bool ProblemLister::needsFoundOn() const
{
    return !m_query.filter.isEmpty() || m_query.sortColumn == QLatin1String("found_on");
}

bool ProblemLister::isWanted(ProblemKind kind, const QByteArray &reason) const
{
    return (!m_query.kind || *m_query.kind == kind) && (m_reason.isEmpty() || m_reason == reason);
}

void ProblemLister::take(RowId id, const ProblemRow &row)
{
    const QByteArray reason = row.reason();
    ++m_counts[size_t(row.kind())][reason];
    if (isWanted(row.kind(), reason) && (m_query.filter.isEmpty() || row.contains(m_matcher)))
        keep(id, m_sortColumn < 0 ? QVariant() : row.value(m_sortColumn));
}

void ProblemLister::takeSitemap(RowId id, const RowValues &values)
{
    constexpr char reason[] = "sitemap";
    ++m_counts[size_t(ProblemKind::Sitemap)][reason];
    const auto matches = [this](const QVariant &cell) { return m_matcher.indexIn(shownText(cell)) >= 0; };
    if (isWanted(ProblemKind::Sitemap, reason) &&
        (m_query.filter.isEmpty() || std::any_of(values.begin(), values.end(), matches)))
        keep(id, values.value(m_sortColumn));
}

void ProblemLister::keep(RowId id, const QVariant &cell)
{
    if (m_sortColumn < 0)
        m_ids.append(id);
    else if (m_sorter)
        (*m_sorter)->add(id, cell);
}

Result<ProblemList, StoreFailure> ProblemLister::finish(const CancelToken &cancel)
{
    ProblemList list{std::move(m_ids), counts()};
    if (m_sortColumn < 0)
        return list;
    if (!m_sorter)
        return tl::unexpected(m_sorter.error());
    auto sorted = (*m_sorter)->sorted(m_query.isDescending, cancel);
    if (!sorted)
        return tl::unexpected(sorted.error());
    list.ids = std::move(*sorted);
    return list;
}

QList<ProblemCount> ProblemLister::counts() const
{
    QList<ProblemCount> counts;
    for (size_t kind = 0; kind < m_counts.size(); ++kind) {
        const qsizetype first = counts.size();
        const QMap<QByteArray, qint64> &reasons = m_counts.at(kind);
        for (auto it = reasons.cbegin(); it != reasons.cend(); ++it)
            counts.append({ProblemKind(kind), QString::fromUtf8(it.key()), it.value()});
        std::stable_sort(counts.begin() + first, counts.end(),
                         [](const ProblemCount &a, const ProblemCount &b) { return a.count > b.count; });
    }
    return counts;
}

} // namespace sluice::core
