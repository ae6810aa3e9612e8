// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sluice::core {
class CrawlEngine;
class Settings;
} // namespace sluice::core

namespace sluice::ui {
class MainWindow;
}

namespace sluice::app {

/// Adds the Batch screen to the window. Borrows all, which outlives the window.
void joinBatch(ui::MainWindow &window, core::CrawlEngine &engine, core::Settings &settings);

} // namespace sluice::app
