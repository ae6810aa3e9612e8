// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/systemlook.h"
#include "core/base/clock.h"
#include "core/crawl/crawlengine.h"
#include "core/crawl/enginevisitor.h"
#include "core/detect/detectiondesk.h"
#include "core/extract/workerpool.h"
#include "core/proxy/proxydesk.h"
#include "core/settings/secretdesk.h"
#include "core/settings/settings.h"
#include "ui/main/mainwindow.h"
#include "ui/widgets/theme.h"

class QApplication;

namespace sluice::app {

/// Everything that lives as long as the program, in the order it is made.
class Services final
{
public:
    Services(QApplication &application, const QString &settingsPath);

    ~Services();

    [[nodiscard]] ui::MainWindow &window() { return m_window; }
    [[nodiscard]] core::CrawlEngine &engine() { return m_engine; }
    [[nodiscard]] ui::Theme &theme() { return m_theme; }
    [[nodiscard]] core::ProxyDesk &proxies() { return m_proxies; }

private:
    core::SystemClock m_clock;
    core::Settings m_settings;
    core::SecretDesk m_secrets;
    std::shared_ptr<core::WorkerPool> m_workers = std::make_shared<core::WorkerPool>(); ///< of the lab
    core::CrawlEngine m_engine;
    core::EngineVisitor m_visitor; ///< of the lab
    core::DetectionDesk m_detection;
    core::ProxyDesk m_proxies;
    ui::Theme m_theme;
    SystemLook m_systemLook;
    ui::MainWindow m_window;
};

} // namespace sluice::app
