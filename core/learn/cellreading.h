// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QByteArrayView>
#include <QDateTime>

#include <optional>

namespace sluice::core {

/// A decimal number as the learner takes it: surrounding spaces are no part of it, its size is at most 1e38, and words
/// such as "nan" are none.
[[nodiscard]] std::optional<double> readNumber(QByteArrayView cell);

/// Whether a column of numbers has no value there: an empty cell or one of NA, N/A, NaN, null in any case. In other
/// columns only the empty cell is missing, as NA is a country too.
[[nodiscard]] bool isMissingNumber(QByteArrayView cell);

/// A day, or a day and a time, of ISO 8601 ("2026-01-31", "2026-01-31T12:00:00Z").
struct CellDate
{
    QDate day;
    std::optional<int> hour;

    bool operator==(const CellDate &) const = default;
};
[[nodiscard]] std::optional<CellDate> readDate(QByteArrayView cell);

/// The words of a text in lower case: runs of letters and digits (by Unicode).
[[nodiscard]] QByteArrayList wordsOf(QByteArrayView cell);

} // namespace sluice::core
