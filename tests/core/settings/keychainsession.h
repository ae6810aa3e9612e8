// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace sluice::test {

/// A session bus of its own with, on demand, a GNOME keyring on it whose files lie in a temporary folder. The bus starts
/// no service by itself. The environment of this process points there, and nowhere while there is none.
class KeychainSession final
{
public:
    KeychainSession();
    ~KeychainSession();

    /// Starts the bus; what is missing for it, else empty.
    [[nodiscard]] QString startBus();
    /// Starts the keyring, unlocked; what is missing, else empty.
    [[nodiscard]] QString startKeyring();
    /// The keyring hears and says nothing while halted.
    void setKeyringHalted(bool isHalted);
    [[nodiscard]] bool lockKeyring();

private:
    [[nodiscard]] bool ownsSecrets() const;

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace sluice::test
