// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/xpathlexer.h"

#include <QByteArray>

#include <cstdint>

namespace sluice::core {

enum class XPathType : std::uint8_t { NodeSet, String, Number, Boolean };

/// An expression as libxml2 gets it.
struct XPathProgram
{
    QByteArray text; ///< UTF-8
    XPathType type = XPathType::NodeSet;
    bool hasSlowStep = false; ///< libxml2 may have to compare every node found with every other
};

inline constexpr qsizetype xpathMaximumLength = 65536;
inline constexpr int xpathMaximumNesting = 64;
inline constexpr int xpathMaximumParts = 1000;

/// Checks an expression wholly (grammar, names of functions, count and types of their arguments, limits) and rewrites
/// the places where libxml2 is quadratic in the nodes of a page, or worse, into calls of XPathFunctions: a//b, unions,
/// comparisons of node sets, and steps along all axes but child, attribute and self from more than one node.
[[nodiscard]] Result<XPathProgram, XPathFailure> translateXPath(const QString &text);

} // namespace sluice::core
