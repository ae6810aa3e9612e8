// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/shotlist.h"

namespace sluice::app {

/// The Browser screen with a page of the demo site, an element picked from it; none without a browser.
[[nodiscard]] QList<Shot> browserShots(ui::MainWindow &window);

} // namespace sluice::app
