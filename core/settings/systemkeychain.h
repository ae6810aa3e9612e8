// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/keychain.h"

namespace sluice::core {

/// The secret service of the desktop (GNOME Keyring, KWallet …) through QtKeychain. Entries belong to the service
/// "Sluice" and are called as the secrets are. Never falls back to a file.
class SystemKeychain final : public Keychain
{
public:
    static constexpr int defaultLimitMs = 60'000;

    /// `limitMs`: an answer that takes longer, since the user is asked to unlock the keychain, is Late.
    explicit SystemKeychain(int limitMs = defaultLimitMs)
        : m_limitMs(limitMs)
    {}

    [[nodiscard]] QFuture<KeychainRead> read(const QString &name) override;
    [[nodiscard]] QFuture<KeychainDone> write(const QString &name, const QByteArray &value) override;
    [[nodiscard]] QFuture<KeychainDone> forget(const QString &name) override;

private:
    int m_limitMs;
};

} // namespace sluice::core
