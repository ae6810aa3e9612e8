// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/columnprofile.h"
#include "core/learn/columnrole.h"

namespace sluice::core {

/// A role for a column, and why.
struct RoleProposal
{
    QString column;
    ColumnRole role = ColumnRole::Ignored;
    QString reason;        ///< "numbers, 88 different, 20 % missing"
    bool isUnsure = false; ///< the column changes its type: somebody has to choose, and `reason` says what was found

    bool operator==(const RoleProposal &) const = default;
};

[[nodiscard]] RoleProposal proposeRole(const ColumnProfile &profile);

/// A role for each column of the table, in order; `target` is the target whatever it holds.
[[nodiscard]] QList<RoleProposal> proposeRoles(const Table &table, const QString &target);

/// The roles to train with: those proposed, with `chosen` in their place. Table, naming the column, where a chosen or
/// the target column is not there, a column stands there twice, or a proposal is unsure and nothing was chosen.
[[nodiscard]] Result<QList<RoleAssignment>, LearnFailure>
decideRoles(const QList<RoleProposal> &proposals, const QList<RoleAssignment> &chosen, const QString &target);

} // namespace sluice::core
