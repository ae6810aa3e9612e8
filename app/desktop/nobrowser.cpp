// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for browserjoin.cpp and browsershots.cpp where the program is built without Qt WebEngine.
#include "app/desktop/browserjoin.h"
#include "app/desktop/browsershots.h"

namespace sluice::app {

void prepareBrowser() {}

void joinBrowser(ui::MainWindow &, const BrowserNeeds &) {}

QList<Shot> browserShots(ui::MainWindow &)
{
    return {};
}

} // namespace sluice::app
