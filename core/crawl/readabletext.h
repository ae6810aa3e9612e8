// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QString>

namespace sluice::core {

/// What a reader sees of a page, a line for each block.
[[nodiscard]] QString readableText(const Document &document);

} // namespace sluice::core
