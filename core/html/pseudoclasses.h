// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/selectorprogram.h"

#include <QByteArray>

namespace sluice::core {

/// What stands in a pseudo-class's parentheses.
enum class PseudoArgument : std::uint8_t {
    None,
    ForgivingList, ///< invalid selectors in it are dropped
    List,
    RelativeList,
    Position,       ///< An+B
    PositionOfList, ///< An+B [of S]
    Languages,
    Direction,
};

struct PseudoClass
{
    std::string_view name; ///< lower case
    PseudoArgument argument = PseudoArgument::None;
    SelectorTestKind kind = SelectorTestKind::Never;
    bool isFromEnd = false;  ///< Nth
    bool isOfType = false;   ///< Nth
    bool isBothEnds = false; ///< Nth: from the start and from the end
};

/// By name in any case, without parenthesis; nullptr for an unknown one.
[[nodiscard]] const PseudoClass *findPseudoClass(const QByteArray &name, bool isFunction);

/// Whether browsers know ::name (or ::name() for a function).
[[nodiscard]] bool isPseudoElement(const QByteArray &name, bool isFunction);

/// Whether it may be written with one colon, as in CSS 2.
[[nodiscard]] bool isOldPseudoElement(const QByteArray &name);

} // namespace sluice::core
