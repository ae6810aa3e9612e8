// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/pagecompare.h"

namespace sluice::ui {

/// Status, title, sizes and counts of both pages, a line each.
[[nodiscard]] QList<core::ComparedEntry> figuresOf(const LabComparison &comparison, bool hasRules);

/// What follows from a comparison for a crawl of such pages, in a sentence or two.
[[nodiscard]] QString conclusionOf(const core::PageComparison &pages, bool hasRules);

} // namespace sluice::ui
