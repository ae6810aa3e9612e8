// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "core/base/ids.h"
#include "core/base/interrupt.h"
#include "core/base/secretstore.h"
#include "core/crawl/crawlspec.h"

#include <optional>

namespace sluice::app {

/// The images to download once a crawl has ended.
struct ImageTask
{
    QString column; ///< of the rows: holds addresses, one or a list
    QString folder;
};

/// --images
[[nodiscard]] Option imagesOption();

/// What --images asks for; none without it. The error says what was expected.
[[nodiscard]] core::Result<std::optional<ImageTask>, QString> readImageTask(const Arguments &arguments,
                                                                            const core::CrawlSpec &spec);

/// Downloads the images named in the rows of a crawl, with the crawl's own settings and what it has learnt of the hosts.
/// Returns the exit code.
[[nodiscard]] int saveCrawlImages(const ImageTask &task, const QString &projectPath, core::CrawlId crawl,
                                  const core::SecretStore &secrets, core::Interrupt &interrupt, Console &console);

} // namespace sluice::app
