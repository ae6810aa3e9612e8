// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;

namespace sluice::ui {
class MainWindow;
}

namespace sluice::app {

/// Adds the Models screen to the window; its models lie in `folder`.
void joinModels(ui::MainWindow &window, const QString &folder);

} // namespace sluice::app
