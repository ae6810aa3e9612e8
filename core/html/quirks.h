// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

namespace sluice::core {

/// Whether the page is in quirks mode by its doctype (HTML Standard, 13.2.6.4.1 "The initial insertion mode"). A
/// fragment, which has neither doctype nor html element, is not.
[[nodiscard]] bool isQuirky(const Document &document);

} // namespace sluice::core
