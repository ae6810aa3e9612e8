// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/base/interrupt.h"
#include "core/crawl/politedownload.h"
#include "core/net/networkfetcher.h"

namespace sluice::app {

/// Gets single files as politely as a crawl does, for subcommands that do nothing else. Blocks with event loops of its
/// own; an interrupt ends them.
class WebAccess final
{
public:
    /// `hosts` is what a crawl has learnt before: robots.txt, delays, blocks.
    WebAccess(core::CrawlPlan plan, core::Interrupt &interrupt, const QList<core::HostRecord> &hosts = {});

    [[nodiscard]] core::Result<core::DownloadedFile, QString> get(const core::WebUrl &url);
    /// Downloads images into a folder, tells the failures and at last "images=N failed=N" on standard error. Returns
    /// the exit code; images that fail do not change it.
    [[nodiscard]] int saveImages(const QStringList &urls, const QString &folder, Console &console);

private:
    const core::CrawlPlan m_plan;
    core::Interrupt &m_interrupt;
    core::SystemClock m_clock;
    core::NetworkFetcher m_fetcher;
    core::HostGate m_gate{m_clock};
    core::PoliteDownload m_download;
};

} // namespace sluice::app
