// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/shotlist.h"

namespace sluice::app {

/// The Batch screen with a batch of invented addresses, and its dialog.
[[nodiscard]] QList<Shot> batchShots(ui::MainWindow &window);
/// The Models screen, its dialog, and a model that learns from the rows of the project's crawl.
[[nodiscard]] QList<Shot> modelShots(ui::MainWindow &window);

} // namespace sluice::app
