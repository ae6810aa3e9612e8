// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/secretdesk.h"

#include <QUrl>

#include <functional>
#include <optional>

namespace sluice::ui {

/// A user name and password.
struct Login
{
    QString user;
    QString password;

    bool operator==(const Login &) const = default;
};

/// The logins of HTTP authentication, in the store of secrets under "login@https://host:port".
class Logins final
{
public:
    /// The store is borrowed.
    explicit Logins(core::SecretDesk &secrets)
        : m_secrets(secrets)
    {}

    /// Whether there is a keychain that outlives the program.
    [[nodiscard]] bool canKeep() const { return m_secrets.keychainState() != core::KeychainState::Absent; }
    [[nodiscard]] std::optional<Login> forSite(const QUrl &url) const;
    /// In memory, and with `isKept` in the keychain as well.
    void keepForSite(const QUrl &url, const Login &login, bool isKept);
    /// Of a proxy as a CrawlSpec names it.
    [[nodiscard]] std::optional<Login> forProxy(const QString &address) const;
    void keepForProxy(const QString &address, const Login &login, bool isKept);
    /// Looks in the keychain for what is not in memory, and calls `found` if it is there, unless `context` dies first.
    void seekForSite(const QUrl &url, QObject *context, std::function<void()> found);
    void seekForProxy(const QString &address, QObject *context, std::function<void()> found);

private:
    void keep(const QString &name, const QByteArray &value, bool isKept);
    void seek(const QString &name, QObject *context, std::function<void()> found);

    core::SecretDesk &m_secrets;
};

} // namespace sluice::ui
