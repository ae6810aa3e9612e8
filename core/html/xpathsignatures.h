// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/xpathprogram.h"

#include <QStringView>

namespace sluice::core {

/// What a function of the core library takes and gives (XPath 1.0, section 4).
struct XPathSignature
{
    QStringView name;
    XPathType result = XPathType::String;
    int leastArguments = 0;
    int mostArguments = 0;
    bool takesNodes = false; ///< its argument must be a node set; all others convert
};

/// Null if there is no such function.
[[nodiscard]] const XPathSignature *xpathSignature(QStringView name);

enum class XPathAxis : std::uint8_t {
    Child,
    Attribute,
    Self,
    Parent,
    Ancestor,
    AncestorOrSelf,
    Descendant,
    DescendantOrSelf,
    Following,
    Preceding,
    FollowingSibling,
    PrecedingSibling,
};

struct XPathAxisName
{
    QStringView name;
    XPathAxis axis;
};

/// Null if there is no such axis, or it is the namespace axis.
[[nodiscard]] const XPathAxisName *xpathAxis(QStringView name);

} // namespace sluice::core
