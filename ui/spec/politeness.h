// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QCoreApplication>

namespace sluice::ui {

/// Tells where a crawl is less considerate than the defaults, or says it is somebody else.
class Politeness final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::Politeness)

public:
    /// One sentence for each limit raised above those of `polite`; empty for a polite crawl.
    [[nodiscard]] static QStringList speedWarnings(const core::CrawlSpec &spec, const core::CrawlSpec &polite = {});
    /// One sentence for each user agent that names another crawler.
    [[nodiscard]] static QStringList identityWarnings(const core::CrawlSpec &spec);
    /// What it means that certificates are not checked, naming the hosts; empty where all are.
    [[nodiscard]] static QStringList tlsWarnings(const core::CrawlSpec &spec);
    /// Takes speed and robots back to what they are in `polite`, leaves the rest.
    static void makePolite(core::CrawlSpec &spec, const core::CrawlSpec &polite = {});
};

} // namespace sluice::ui
