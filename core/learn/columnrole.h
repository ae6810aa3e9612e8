// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace sluice::core {

/// What a column is to a model.
enum class ColumnRole : quint8 {
    Target,         ///< what is learnt
    Numeric,        ///< numbers, as they are
    Categorical,    ///< every value is a level
    Date,           ///< ISO 8601; year, month, day, weekday and hour are features
    TextCategories, ///< every value that repeats is a level, all others share one
    TextWords,      ///< the words that repeat are features, by their hash
    Identifier,     ///< names the row and says nothing about it: not used
    Ignored,        ///< not used
};

/// "target", "numeric", "categorical", "date", "text-categories", "text-words", "identifier", "ignored".
[[nodiscard]] QString columnRoleName(ColumnRole role);
[[nodiscard]] std::optional<ColumnRole> columnRoleOf(const QString &name);
[[nodiscard]] QStringList columnRoleNames();

/// Whether a model's features come from such a column.
[[nodiscard]] constexpr bool isFeatureRole(ColumnRole role)
{
    return role != ColumnRole::Target && role != ColumnRole::Identifier && role != ColumnRole::Ignored;
}

struct RoleAssignment
{
    QString column;
    ColumnRole role = ColumnRole::Ignored;

    bool operator==(const RoleAssignment &) const = default;
};

} // namespace sluice::core
