// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/shotlist.h"

namespace sluice::core {
class ProxyDesk;
}

namespace sluice::app {

/// The Proxies screen with proxies of documentation addresses, and its dialogs.
[[nodiscard]] QList<Shot> proxyShots(ui::MainWindow &window, core::ProxyDesk &desk);

} // namespace sluice::app
