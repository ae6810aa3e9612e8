// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sluice::core {
class CrawlEngine;
class ProxyDesk;
class SecretDesk;
class Settings;
} // namespace sluice::core

namespace sluice::ui {
class MainWindow;
}

namespace sluice::app {

/// What the Proxies screen works with; all borrowed, all outlive the window.
struct ProxiesNeeds
{
    core::ProxyDesk &desk;
    core::CrawlEngine &engine;
    core::SecretDesk &secrets;
    core::Settings &settings;
};

/// Adds the Proxies screen to the window: the desk follows the open project, and crawls draw from its pool.
void joinProxies(ui::MainWindow &window, const ProxiesNeeds &needs);

} // namespace sluice::app
