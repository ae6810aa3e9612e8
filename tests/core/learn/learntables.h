// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/dataset.h"
#include "core/learn/roleproposal.h"
#include "core/learn/trainer.h"

#include <QTest>

namespace sluice::test {

/// A table of lines of cells that commas divide; the first names the columns.
inline core::Table tableOf(const QStringList &lines)
{
    auto table = core::Table::withColumns(lines.first().split(u','));
    for (const QString &line : lines.mid(1))
        table->append(line.split(u','));
    return std::move(*table);
}

/// A table of one column.
inline core::Table columnOf(const QStringList &cells)
{
    auto table = core::Table::withColumns({QStringLiteral("c")});
    for (const QString &cell : cells)
        table->append({cell});
    return std::move(*table);
}

/// The roles as proposed, with those chosen in their place.
inline core::Result<core::Dataset, core::LearnFailure> datasetOf(const core::Table &table, const QString &target,
                                                                 const QList<core::RoleAssignment> &chosen = {},
                                                                 const QString &group = {})
{
    const auto roles = core::decideRoles(core::proposeRoles(table, target), chosen, target);
    if (!roles)
        return tl::unexpected(roles.error());
    return core::Dataset::make(table, *roles, group, core::TaskWish::Auto);
}

/// One thread and few rounds: quick and the same everywhere.
inline core::TrainingOptions quickOptions(int rounds = 30)
{
    core::TrainingOptions options;
    options.rounds = rounds;
    options.threads = 1;
    return options;
}

/// 400 rows with a category, a number, gaps and a rule: "yes" for blue and large ones.
inline core::Table ruleTable()
{
    static const QStringList colours{QStringLiteral("red"), QStringLiteral("blue"), QStringLiteral("green"), QString()};
    auto table = core::Table::withColumns({QStringLiteral("colour"), QStringLiteral("size"), QStringLiteral("told")});
    core::SeededOrder order(3);
    for (int i = 0; i < 400; ++i) {
        const QString colour = colours[qsizetype(order.below(4))];
        const int size = int(order.below(100));
        const bool isTold = colour == QLatin1String("blue") || size > 70;
        table->append({colour, size % 10 == 3 ? QString() : QString::number(size),
                       isTold ? QStringLiteral("yes") : QStringLiteral("no")});
    }
    return std::move(*table);
}

} // namespace sluice::test
