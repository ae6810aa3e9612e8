// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/model.h"

namespace sluice::ui {

/// What is to be known of a model before it is used, as a few lines of plain text.
[[nodiscard]] QString modelCardText(const core::Model &model);

} // namespace sluice::ui
