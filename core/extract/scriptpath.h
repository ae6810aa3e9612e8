// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace sluice::core {

/// A range of bytes in a script.
struct ScriptSpan
{
    std::size_t start = 0;
    std::size_t end = 0;

    [[nodiscard]] bool isEmpty() const { return start == end; }
};

/// A variable, a member of one or what is called, by the places in the script where that is written.
struct ScriptPath
{
    ScriptSpan base;           ///< what the last call or the last parentheses gave, if the path starts from that
    bool isBaseCalled = false; ///< a call gave it
    ScriptSpan own;

    [[nodiscard]] bool isEmpty() const { return base.isEmpty() && own.isEmpty(); }
};

/// The path in one spelling: `window["_data"]`, `window . _data` and `window?._data` all give "window._data"; what is
/// no identifier stays in brackets, as in `a["b-c"]` or `a[0]`. Calls that lead to it are written without arguments.
/// At most 1,024 bytes of the script are looked at for either part.
[[nodiscard]] QString scriptPathName(std::string_view script, const ScriptPath &path);

} // namespace sluice::core
