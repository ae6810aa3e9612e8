// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/shotlist.h"

namespace sluice::app {

/// The pictures of the Detection screen, with results made up for them: no browser is started.
[[nodiscard]] QList<Shot> detectionShots(ui::MainWindow &window);

} // namespace sluice::app
