// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace sluice::core {

/// Lines that follow each other and share a fate.
struct LineRun
{
    enum class Kind { Same, Removed, Added };

    Kind kind = Kind::Same;
    qsizetype before = 0; ///< where it begins in the old lines; of added ones: what they stand in front of
    qsizetype after = 0;  ///< likewise in the new lines
    qsizetype count = 0;

    bool operator==(const LineRun &) const = default;
};

/// How one text becomes another: all lines of both, in order; where lines were replaced, the removed ones come first.
struct TextDifference
{
    QList<LineRun> runs;
    qsizetype same = 0;
    qsizetype removed = 0;
    qsizetype added = 0;
    bool isRough = false; ///< parts were too different to be compared line by line, and stand there as replaced

    bool operator==(const TextDifference &) const = default;
};

/// The fewest lines removed and added (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). Parts that are
/// more than `mostEdits` lines apart are split at the lines that both have once. Memory goes with the square of
/// `mostEdits` (4 bytes by half of it), time is bounded whatever the texts are.
[[nodiscard]] TextDifference differenceOf(const QStringList &before, const QStringList &after, int mostEdits = 1'000);

} // namespace sluice::core
