// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QString>

namespace sluice::ui {

/// What a reader sees of a page, a line for each block.
[[nodiscard]] QString readableText(const core::Document &document);

} // namespace sluice::ui
