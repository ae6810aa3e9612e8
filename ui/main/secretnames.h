// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/crawl/crawlspec.h"

namespace sluice::ui {

/// The names of all secrets a crawl needs, each once: of headers, cookies and the proxy's password.
[[nodiscard]] QStringList secretNames(const core::CrawlSpec &spec);

/// Those of them that `secrets` does not have.
[[nodiscard]] QStringList missingSecrets(const core::CrawlSpec &spec, const core::SecretStore &secrets);

} // namespace sluice::ui
