// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QString>

namespace sluice::core {

/// A short CSS selector that finds `element` and nothing else below `within` (a row; the document: the whole page) and
/// is likely to find it on the site's other pages: by id, attributes that carry meaning and classes before positions,
/// none of them with the look of something generated. Empty for what is no element below `within`.
[[nodiscard]] QString suggestSelector(const Document &document, NodeId element, NodeId within = 0);

/// A CSS selector of the rows that both nodes are examples of, or stand in: what repeats below their nearest common
/// ancestor. Empty where one holds the other or they have nothing in common.
[[nodiscard]] QString suggestRowSelector(const Document &document, NodeId first, NodeId second);

/// Whether a person is likely to have given this id or class name: neither hashed nor numbered.
[[nodiscard]] bool isMeaningfulName(std::string_view name);

} // namespace sluice::core
