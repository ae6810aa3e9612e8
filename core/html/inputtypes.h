// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

namespace sluice::core {

/// The states of an input element's type attribute (HTML Standard, 4.10.5).
enum class InputType : std::uint8_t {
    Text,
    Hidden,
    Search,
    Tel,
    Url,
    Email,
    Password,
    Date,
    Month,
    Week,
    Time,
    DateTimeLocal,
    Number,
    Range,
    Color,
    Checkbox,
    Radio,
    File,
    Submit,
    Image,
    Reset,
    Button,
};

/// What applies to a type, by the table in 4.10.5.
namespace InputTrait {
enum : std::uint8_t {
    Required = 1U << 0,
    ReadOnly = 1U << 1,
    Placeholder = 1U << 2,
    Pattern = 1U << 3,
    Limits = 1U << 4,    ///< min, max and step
    Validated = 1U << 5, ///< not barred from constraint validation
    Submits = 1U << 6,   ///< is a submit button
};
} // namespace InputTrait

/// The type of an input element.
[[nodiscard]] InputType inputType(const Document &document, NodeId input);
[[nodiscard]] std::uint8_t inputTraits(InputType type);

/// Whether `id` is an input, or is one to which `trait` applies.
[[nodiscard]] bool isInput(const Document &document, NodeId id, std::uint8_t trait);
[[nodiscard]] bool isSubmitButton(const Document &document, NodeId id);

} // namespace sluice::core
