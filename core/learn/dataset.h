// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/columnrole.h"
#include "core/learn/datasplit.h"
#include "core/learn/targetspec.h"

namespace sluice::core {

/// A table with what each of its columns is to a model, ready to be split and learnt from. Borrows the table.
class Dataset final
{
public:
    /// `roles` are one a column, with one target; `group` is the column whose values must not be divided, where it holds
    /// http and https URLs their hosts; empty = none. Table, naming the column, where the target is not fit to be learnt,
    /// the group's column is not there, no column is a feature, or fewer than 10 rows have a target.
    [[nodiscard]] static Result<Dataset, LearnFailure> make(const Table &table, QList<RoleAssignment> roles,
                                                            const QString &group, TaskWish wish);
    /// The same with the target that a model has.
    [[nodiscard]] static Result<Dataset, LearnFailure> withTarget(const Table &table, QList<RoleAssignment> roles,
                                                                  const QString &group, TargetSpec target);

    [[nodiscard]] const Table &table() const { return *m_table; }
    [[nodiscard]] const QList<RoleAssignment> &roles() const { return m_roles; }
    [[nodiscard]] const TargetSpec &target() const { return m_target; }
    [[nodiscard]] const QString &group() const { return m_group; }
    /// The target of each row of the table; see labelsOf().
    [[nodiscard]] const std::vector<float> &labels() const { return m_labels; }
    /// The rows that have a target.
    [[nodiscard]] const RowList &rows() const { return m_rows; }

    /// These rows with their classes and groups.
    [[nodiscard]] SplitGround ground(const RowList &rows) const;

private:
    explicit Dataset(const Table &table)
        : m_table(&table)
    {}
    Result<void, LearnFailure> take(const QString &group);
    void readGroups(const Column &column);

    const Table *m_table;
    QList<RoleAssignment> m_roles;
    TargetSpec m_target;
    QString m_group;
    std::vector<float> m_labels;
    std::vector<int> m_groups; ///< of each row of the table; none where there is no group column
    RowList m_rows;
};

} // namespace sluice::core
