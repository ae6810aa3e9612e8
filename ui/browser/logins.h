// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"

#include <QUrl>

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
    explicit Logins(core::SecretStore &secrets)
        : m_secrets(secrets)
    {}

    [[nodiscard]] std::optional<Login> forSite(const QUrl &url) const;
    void keepForSite(const QUrl &url, const Login &login);
    /// Of a proxy as a CrawlSpec names it.
    [[nodiscard]] std::optional<Login> forProxy(const QString &address) const;
    void keepForProxy(const QString &address, const Login &login);

private:
    core::SecretStore &m_secrets;
};

} // namespace sluice::ui
