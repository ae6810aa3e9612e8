// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sluice::core {
class DetectionDesk;
}

namespace sluice::ui {
class MainWindow;
}

namespace sluice::app {

/// Adds the Detection screen to the window. Borrows the desk, which outlives the window.
void joinDetection(ui::MainWindow &window, core::DetectionDesk &desk);

} // namespace sluice::app
