// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagevisitor.h"
#include "core/settings/secretdesk.h"

#include <memory>

namespace sluice::core {
class WorkerPool;
}

namespace sluice::ui {
class MainWindow;
}

namespace sluice::app {

/// What the browser works with; all but the workers borrowed.
struct BrowserNeeds
{
    core::SecretDesk &secrets;
    core::PageVisitor &visitor;
    std::shared_ptr<core::WorkerPool> workers;
};

/// What Chromium must be told before there is a QApplication. As root its sandbox is switched off, without which it
/// would not start.
void prepareBrowser();

/// Adds the Browser screen to the window: it sees sites as the selected crawl does, and what is picked there goes to
/// the Parser lab and to new crawls. A program that is built without Qt WebEngine has none.
void joinBrowser(ui::MainWindow &window, const BrowserNeeds &needs);

} // namespace sluice::app
