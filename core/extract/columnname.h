// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QString>

namespace sluice::core {

/// A name for a column of what the element holds: what the page calls it, or the elements that hold nothing else, by
/// name or class; else the head of its table column, the label before it, or what its tag is for ("link", "title").
[[nodiscard]] QString suggestColumnName(const Document &document, NodeId element);

} // namespace sluice::core
