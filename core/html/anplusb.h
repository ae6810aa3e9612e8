// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/csstoken.h"

#include <optional>
#include <span>

namespace sluice::core {

/// The positions A·n + B for n = 0, 1, 2 …
struct AnPlusB
{
    int step = 0;
    int offset = 0;

    /// Whether `position` (from 1) is one of them.
    [[nodiscard]] constexpr bool has(std::int64_t position) const
    {
        const std::int64_t distance = position - offset;
        return step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0;
    }
    bool operator==(const AnPlusB &) const = default;
};

/// Reads An+B (CSS Syntax Level 3, section 6) from `tokens`, which start with its first token and end with one of type
/// End. `at` is moved behind it, or, when nothing comes back, to the token that is wrong. Numbers beyond ±10^9 count as
/// that.
[[nodiscard]] std::optional<AnPlusB> readAnPlusB(std::span<const CssToken> tokens, std::size_t &at);

} // namespace sluice::core
