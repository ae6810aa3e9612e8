// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QList>

namespace sluice::ui {
class MainWindow;
}

namespace sluice::app {

/// The crawls of the open project as screens offer them: their ids and names.
[[nodiscard]] QList<core::CrawlRecord> crawlsOf(ui::MainWindow &window);

} // namespace sluice::app
