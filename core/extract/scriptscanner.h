// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/tolerantjson.h"

#include <QList>

#include <optional>
#include <string_view>

namespace sluice::core {

enum class ScriptPattern {
    Assignment, ///< NAME = VALUE
    Call,       ///< NAME(…, VALUE, …)
    JsonParse,  ///< JSON.parse("…") that is neither assigned nor an argument itself
};

/// A value that a script holds, or the reason why what looks like one is none.
struct ScriptBlock
{
    ScriptPattern pattern = ScriptPattern::Assignment;
    QString name;          ///< the variable or what is called: "window._sharedData", "self.__next_f.push"
    int argument = -1;     ///< of a call, from 0; else -1
    bool isQuoted = false; ///< the value stood as JSON in a string
    TextPosition position; ///< where the value begins
    QByteArray json;       ///< strict JSON; empty with an error
    std::optional<JsonError> error;

    bool operator==(const ScriptBlock &) const = default;
};

/// Finds the data in a script (UTF-8), in the order of the text:
/// - arrays and objects that are assigned: `var x = {…}`, `a.b["c"] = […]`, also in parentheses, with ||= and ??=, and
///   after `x = x ||`; of `a = b = {…}` a block for either name (at most 8);
/// - calls with an array or object among their arguments: a block for each argument that is data;
/// - JSON.parse() of a string, also of decodeURIComponent() of one, and strings that hold an array or object as JSON,
///   wherever a value counts.
/// Names are as scriptPathName() writes them. What does not parse becomes a block with an error, and the search goes on
/// inside it; literals that other code goes on with (`[1, 2].map(…)`) are no data. At most 50,000 blocks are
/// returned, 1,000 of them with JsonFault::Code. Takes linear time and no recursion.
[[nodiscard]] QList<ScriptBlock> scanScript(std::string_view script);

} // namespace sluice::core
