// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/tolerantjson.h"

#include <QList>

#include <optional>
#include <string_view>

namespace sluice::core {

/// A row of the stream that React Server Components send ("flight") and Next.js puts into its pages.
struct FlightRow
{
    QByteArray id;         ///< hexadecimal; may be empty
    QByteArray tag;        ///< capital letters that say what it is: "I" a module, "HL" a hint, "T" text; mostly empty
    TextPosition position; ///< where its content begins
    QByteArray json;       ///< strict JSON; text rows become a string; empty with an error
    std::optional<JsonError> error;

    bool operator==(const FlightRow &) const = default;
};

/// The rows of a stream that hold JSON or text, in order. A row is ID:TAG? CONTENT and ends with LF; T rows, and rows
/// of binary data, which are left out, are TAG LENGTH , BYTES instead, the length in hexadecimal. Follows what React 18
/// and 19 write; there is no published standard. Error positions count in `stream`.
[[nodiscard]] QList<FlightRow> readFlightRows(std::string_view stream);

} // namespace sluice::core
