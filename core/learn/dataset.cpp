// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/dataset.h"

#include "core/url/weburl.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t leastRows = 10;

/// What rows with this cell share: the host of a URL, else the value.
QByteArray groupKey(QByteArrayView cell)
{
    if (cell.startsWith("http://") || cell.startsWith("https://")) {
        if (const auto url = WebUrl::parse(cell.toByteArray()))
            return url->host().toByteArray();
    }
    return cell.toByteArray();
}

QString targetOf(const QList<RoleAssignment> &roles)
{
    const auto found = std::find_if(roles.cbegin(), roles.cend(),
                                    [](const RoleAssignment &role) { return role.role == ColumnRole::Target; });
    return found == roles.cend() ? QString() : found->column;
}

tl::unexpected<LearnFailure> noColumn(const QString &name)
{
    return failure(LearnFault::Table, aboutColumn(name, u"the table has none of that name"_s));
}

} // namespace

Result<Dataset, LearnFailure> Dataset::make(const Table &table, QList<RoleAssignment> roles, const QString &group,
                                            TaskWish wish)
{
    const QString name = targetOf(roles);
    const Column *column = table.find(name);
    if (!column)
        return noColumn(name);
    auto target = decideTarget(*column, wish);
    if (!target)
        return tl::unexpected(target.error());
    return withTarget(table, std::move(roles), group, std::move(*target));
}

Result<Dataset, LearnFailure> Dataset::withTarget(const Table &table, QList<RoleAssignment> roles, const QString &group,
                                                  TargetSpec target)
{
    Dataset dataset(table);
    dataset.m_roles = std::move(roles);
    dataset.m_target = std::move(target);
    if (const auto taken = dataset.take(group); !taken)
        return tl::unexpected(taken.error());
    return dataset;
}

Result<void, LearnFailure> Dataset::take(const QString &group)
{
    const bool hasFeature = std::any_of(m_roles.cbegin(), m_roles.cend(),
                                        [](const RoleAssignment &role) { return isFeatureRole(role.role); });
    if (!hasFeature)
        return failure(LearnFault::Table,
                       aboutColumn(m_target.column, u"there is no column to learn it from: all others are ignored"_s));
    const Column *column = m_table->find(m_target.column);
    if (!column)
        return noColumn(m_target.column);
    auto labels = labelsOf(m_target, *column);
    if (!labels)
        return tl::unexpected(labels.error());
    m_labels = std::move(*labels);
    for (size_t row = 0; row < m_labels.size(); ++row) {
        if (!std::isnan(m_labels[row]))
            m_rows.push_back(qsizetype(row));
    }
    if (m_rows.size() < leastRows)
        return failure(LearnFault::Table,
                       aboutColumn(m_target.column, u"%1 rows have a target, at least %2 are needed"_s.arg(
                                                        QString::number(m_rows.size()), QString::number(leastRows))));
    if (group.isEmpty())
        return {};
    const Column *grouping = m_table->find(group);
    if (!grouping)
        return noColumn(group);
    m_group = group;
    readGroups(*grouping);
    return {};
}

void Dataset::readGroups(const Column &column)
{
    QHash<QByteArray, int> known;
    int next = 0;
    for (qsizetype row = 0; row < column.size(); ++row) {
        const QByteArray key = groupKey(column.cell(row).trimmed());
        // Rows that say nothing of their group have nothing in common.
        const int group = key.isEmpty() ? next : known.value(key, next);
        if (!key.isEmpty())
            known.insert(key, group);
        next += group == next ? 1 : 0;
        m_groups.push_back(group);
    }
}

SplitGround Dataset::ground(const RowList &rows) const
{
    SplitGround ground;
    ground.rows = rows;
    for (const qsizetype row : rows) {
        if (m_target.task != LearnTask::Regression)
            ground.strata.push_back(int(m_labels[size_t(row)]));
        if (!m_groups.empty())
            ground.groups.push_back(m_groups[size_t(row)]);
    }
    return ground;
}

} // namespace sluice::core
