// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace sluice::core {

/// Which number is the day in "03/04/2024", where both could be.
enum class DateOrder {
    BySeparator, ///< month first with slashes, day first with points and dashes
    DayFirst,
    MonthFirst,
};

/// The date in `text` as ISO 8601: "2024-03-04", with a time "2024-03-04T15:30:00", with a time zone "…Z" or
/// "…+02:00" (the time itself is not converted). Reads ISO 8601, RFC 5322 (mail and HTTP), dates in digits, dates with
/// the month's name in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish, Danish and
/// Norwegian with words around, and Unix time in seconds (9 or 10 digits) or milliseconds (12 or 13). None where there
/// is no such date, or no such day.
[[nodiscard]] std::optional<QString> readDate(const QString &text, DateOrder order = DateOrder::BySeparator);

} // namespace sluice::core
