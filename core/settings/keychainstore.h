// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/settings/keychain.h"

namespace sluice::core {

/// A keychain as a store of secrets. Every call waits for the keychain, which may have to be unlocked, so it is for
/// programs without a window and for threads beside the window's; a window has a SecretDesk.
class KeychainStore final : public SecretStore
{
public:
    /// Borrows the keychain.
    explicit KeychainStore(Keychain &keychain)
        : m_keychain(keychain)
    {}

    [[nodiscard]] Result<QByteArray, SecretFailure> read(const QString &name) const override;
    Result<void, SecretFailure> write(const QString &name, const QByteArray &value) override;
    Result<void, SecretFailure> forget(const QString &name) override;

private:
    Keychain &m_keychain;
};

/// What a keychain's failure means to who asked for the secret called `name`.
[[nodiscard]] SecretFailure secretFailureOf(const QString &name, const KeychainFailure &failed);

} // namespace sluice::core
