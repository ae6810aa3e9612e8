// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/inputtypes.h"

#include <QByteArray>

#include <optional>

namespace sluice::core {

/// The value attribute after the value sanitization algorithm of its type (HTML Standard, 4.10.5.1). For Range only
/// the check that it is a number.
[[nodiscard]] QByteArray sanitizedValue(InputType type, std::string_view value);

/// "Convert a string to a number" of a type with min and max: a plain number, months, or milliseconds.
[[nodiscard]] std::optional<double> numberOf(InputType type, std::string_view text);

/// What the step attribute counts in (4.10.5.3.8): its unit as numberOf() gives it, and how many of them by default.
struct StepRule
{
    double scale = 1;
    double defaultStep = 1;
};
[[nodiscard]] StepRule stepRule(InputType type);

} // namespace sluice::core
