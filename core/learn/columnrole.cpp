// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/columnrole.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

QString columnRoleName(ColumnRole role)
{
    switch (role) {
    case ColumnRole::Target:
        return u"target"_s;
    case ColumnRole::Numeric:
        return u"numeric"_s;
    case ColumnRole::Categorical:
        return u"categorical"_s;
    case ColumnRole::Date:
        return u"date"_s;
    case ColumnRole::TextCategories:
        return u"text-categories"_s;
    case ColumnRole::TextWords:
        return u"text-words"_s;
    case ColumnRole::Identifier:
        return u"identifier"_s;
    case ColumnRole::Ignored:
        return u"ignored"_s;
    }
    Q_UNREACHABLE();
}

std::optional<ColumnRole> columnRoleOf(const QString &name)
{
    const qsizetype index = columnRoleNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(ColumnRole(index));
}

QStringList columnRoleNames()
{
    QStringList names;
    for (int role = 0; role <= int(ColumnRole::Ignored); ++role)
        names.append(columnRoleName(ColumnRole(role)));
    return names;
}

} // namespace sluice::core
