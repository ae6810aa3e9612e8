// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/html/selectorprogram.h"

namespace sluice::core {

/// The pseudo-classes that need nothing but the tree: Root, FirstChild, LastChild, OnlyChild, AnyLink, Defined, Open and
/// Empty. False for other kinds.
[[nodiscard]] bool matchesElement(const Document &document, NodeId element, SelectorTestKind kind);

} // namespace sluice::core
