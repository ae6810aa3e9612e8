// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/inputtypes.h"

#include "core/html/whitespace.h"

namespace sluice::core {

namespace {

using namespace InputTrait;

struct TypeRow
{
    std::string_view name;
    InputType type;
    std::uint8_t traits;
};

constexpr std::uint8_t textual = Required | ReadOnly | Placeholder | Pattern | Validated;
constexpr std::uint8_t temporal = Required | ReadOnly | Limits | Validated;

/// In the order of InputType.
constexpr TypeRow rows[] = {
    {"text", InputType::Text, textual},
    {"hidden", InputType::Hidden, 0},
    {"search", InputType::Search, textual},
    {"tel", InputType::Tel, textual},
    {"url", InputType::Url, textual},
    {"email", InputType::Email, textual},
    {"password", InputType::Password, textual},
    {"date", InputType::Date, temporal},
    {"month", InputType::Month, temporal},
    {"week", InputType::Week, temporal},
    {"time", InputType::Time, temporal},
    {"datetime-local", InputType::DateTimeLocal, temporal},
    {"number", InputType::Number, temporal | Placeholder},
    {"range", InputType::Range, Limits | Validated},
    {"color", InputType::Color, Validated},
    {"checkbox", InputType::Checkbox, Required | Validated},
    {"radio", InputType::Radio, Required | Validated},
    {"file", InputType::File, Required | Validated},
    {"submit", InputType::Submit, Submits | Validated},
    {"image", InputType::Image, Submits | Validated},
    {"reset", InputType::Reset, 0},
    {"button", InputType::Button, 0},
};

} // namespace

InputType inputType(const Document &document, NodeId input)
{
    const std::string_view name = document.attribute(input, "type");
    for (const TypeRow &row : rows) {
        if (equalsIgnoringCase(name, row.name))
            return row.type;
    }
    return InputType::Text;
}

std::uint8_t inputTraits(InputType type)
{
    return rows[std::size_t(type)].traits;
}

bool isInput(const Document &document, NodeId id, std::uint8_t trait)
{
    return document.isElement(id, "input") && (inputTraits(inputType(document, id)) & trait) != 0;
}

bool isSubmitButton(const Document &document, NodeId id)
{
    if (!document.isElement(id, "button"))
        return isInput(document, id, Submits);
    const std::string_view type = document.attribute(id, "type");
    return !equalsIgnoringCase(type, "reset") && !equalsIgnoringCase(type, "button");
}

} // namespace sluice::core
