// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/base/secretstore.h"

namespace sluice::app {

/// --secret
[[nodiscard]] Option secretOption();

/// The secrets that --secret names, read when the crawl starts.
class Secrets final
{
public:
    /// Takes NAME=env:VAR and NAME=file:PATH; the error says what was expected.
    [[nodiscard]] core::Result<void, QString> add(const QStringList &definitions);
    [[nodiscard]] const core::SecretStore &store() const { return m_chain; }

private:
    core::EnvSecretStore m_variables;
    core::FileSecretStore m_files;
    core::SecretChain m_chain{{&m_variables, &m_files}};
};

} // namespace sluice::app
