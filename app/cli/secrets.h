// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/base/secretstore.h"
#include "core/settings/keychainstore.h"

#include <memory>

namespace sluice::app {

/// --secret
[[nodiscard]] Option secretOption();

/// The secrets that --secret names, read when the crawl starts. Those that it does not name are sought in the keychain.
class Secrets final
{
public:
    /// With the system's keychain.
    Secrets();
    explicit Secrets(std::unique_ptr<core::Keychain> keychain);

    /// Takes NAME=env:VAR, NAME=file:PATH and NAME=keychain; the error says what was expected.
    [[nodiscard]] core::Result<void, QString> add(const QStringList &definitions);
    [[nodiscard]] const core::SecretStore &store() const { return m_chain; }
    /// What is written goes to the keychain.
    [[nodiscard]] core::SecretStore &store() { return m_chain; }

private:
    core::EnvSecretStore m_variables;
    core::FileSecretStore m_files;
    std::unique_ptr<core::Keychain> m_keychain;
    core::KeychainStore m_kept;
    core::SecretChain m_chain{{&m_variables, &m_files, &m_kept}};
};

} // namespace sluice::app
