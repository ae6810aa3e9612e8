// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/extract/textposition.h"

#include <QByteArray>
#include <QJsonValue>

#include <string_view>

namespace sluice::core {

enum class JsonFault {
    Syntax,       ///< what neither JSON nor a JavaScript literal allows
    Code,         ///< JavaScript that is no data: a variable, a call, a function, a spread …
    Unterminated, ///< the text ends inside a value, or a line inside a string
    TooDeep,      ///< nested beyond the cap
};

struct JsonError
{
    JsonFault fault = JsonFault::Syntax;
    TextPosition position; ///< where the text goes wrong
    QString detail;

    bool operator==(const JsonError &) const = default;
};

struct TolerantJsonOptions
{
    /// Deepest nesting of arrays and objects. jq refuses 256 and more, and programs wrap values in some levels.
    int depthCap = 250;
    /// Quoted strings may run over line ends, as in hand-made ld+json; in scripts that would hide what comes after.
    bool mayBreakLines = false;
};

/// One value and where it ends.
struct JsonReading
{
    QByteArray json;   ///< strict JSON (RFC 8259), UTF-8, without white space
    qsizetype end = 0; ///< offset just after the value

    bool operator==(const JsonReading &) const = default;
};

/// Reads the JSON value or JavaScript literal (ECMA-262, 13.2) that begins at `start` or after white space and comments
/// there, and writes it as strict JSON. Beyond RFC 8259 it takes: comments, trailing commas, holes in arrays (null),
/// unquoted, single-quoted and numeric keys, JavaScript's strings with all escapes and joined by +, templates without
/// substitutions, numbers in any base and with signs, bare points, separators or BigInt's n, !0 and !1, and
/// undefined, NaN, ±Infinity and void 0, which become null. Integers beyond 2^53 become strings, so that no reader
/// loses their digits. new Date(X) with one string or number becomes X; with any other arguments it is Code. Takes
/// linear time and no stack. An error's position has its offset only; locate() fills in the rest.
[[nodiscard]] Result<JsonReading, JsonError> readJsonValue(std::string_view text, qsizetype start,
                                                           const TolerantJsonOptions &options = {});

/// The same for a text that is one value and nothing else but white space, comments and semicolons. Error positions are
/// complete.
[[nodiscard]] Result<QByteArray, JsonError> parseTolerantJson(std::string_view text,
                                                              const TolerantJsonOptions &options = {});

/// The value of strict JSON text, scalars included; undefined if it is none.
[[nodiscard]] QJsonValue jsonValueOf(const QByteArray &json);

} // namespace sluice::core
