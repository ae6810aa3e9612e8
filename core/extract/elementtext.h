// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QString>

namespace sluice::core {

/// The text of an element as a reader takes it: without scripts, styles and the contents of templates, white space
/// folded to single spaces, and one between what stands in different blocks, cells or lines (<br>).
[[nodiscard]] QString elementText(const Document &document, NodeId element);

} // namespace sluice::core
