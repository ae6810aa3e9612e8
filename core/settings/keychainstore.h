// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/settings/keychain.h"

#include <QMutex>

#include <optional>

namespace sluice::core {

/// A keychain as a store of secrets. Every call waits for the keychain, which may have to be unlocked, so it is for
/// programs without a window and for threads beside the window's; a window has a SecretDesk.
///
/// A keychain that once did not answer, or refused to, is not asked again: every further call fails at once in the same
/// words, instead of waiting for each of a thousand secrets. Callable from any thread.
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
    [[nodiscard]] std::optional<KeychainFailure> gaveUp() const;
    void note(const KeychainFailure &failed) const;
    [[nodiscard]] Result<void, SecretFailure> outcome(const QString &name, const QFuture<KeychainDone> &future) const;

    Keychain &m_keychain;
    mutable QMutex m_mutex; ///< of m_gaveUp
    mutable std::optional<KeychainFailure> m_gaveUp;
};

/// What a keychain's failure means to who asked for the secret called `name`.
[[nodiscard]] SecretFailure secretFailureOf(const QString &name, const KeychainFailure &failed);

} // namespace sluice::core
