// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for browserjoin.cpp where the program is built without Qt WebEngine.
#include "app/desktop/browserjoin.h"

namespace sluice::app {

void prepareBrowser() {}

void joinBrowser(ui::MainWindow &, const BrowserNeeds &) {}

} // namespace sluice::app
