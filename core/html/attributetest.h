// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/html/selectorprogram.h"

namespace sluice::core {

/// Whether the white-space separated list `words` has `word`; an empty word is never in it.
[[nodiscard]] bool hasWord(std::string_view words, std::string_view word);
/// The same but for the case of ASCII letters; `lowerWord` in lower case.
[[nodiscard]] bool hasWordIgnoringCase(std::string_view words, std::string_view lowerWord);

/// Whether an attribute selector holds (Selectors Level 4, section 6). Names are compared in lower case for HTML
/// elements; values of the attributes in the HTML Standard's list ("Case-sensitivity of selectors") without case.
[[nodiscard]] bool matchesAttribute(const Document &document, NodeId element, const SelectorTest &test);

} // namespace sluice::core
