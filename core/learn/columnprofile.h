// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/table.h"

namespace sluice::core {

/// What stands in a column, counted over all its rows.
struct ColumnProfile
{
    QString name;
    qsizetype rows = 0;
    qsizetype missing = 0;  ///< empty cells; in a column that holds numbers also NA, NaN, null
    qsizetype distinct = 0; ///< different values
    qsizetype numbers = 0;
    qsizetype integers = 0; ///< of the numbers
    qsizetype dates = 0;
    qsizetype words = 0;     ///< in all cells together
    qsizetype addresses = 0; ///< cells that are an http or https URL
    double minimum = 0;      ///< of the numbers
    double maximum = 0;
    qsizetype firstOther = 0; ///< row, from 1, of the first value that is no number; 0 = there is none
    QString other;            ///< what stands there, cut

    [[nodiscard]] qsizetype present() const { return rows - missing; }
    [[nodiscard]] bool isNumbers() const { return present() > 0 && numbers == present(); }
    [[nodiscard]] bool isDates() const { return present() > 0 && dates == present(); }

    bool operator==(const ColumnProfile &) const = default;
};

[[nodiscard]] ColumnProfile profileOf(const Column &column);

} // namespace sluice::core
