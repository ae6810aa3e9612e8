// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/fetch.h"
#include "core/store/proxyrecords.h"

#include <QString>

namespace sluice::core {

/// A proxy as somebody wrote it.
struct WrittenProxy
{
    ProxyKey key;
    QString password;       ///< goes to the SecretStore under secretNameOf(key), and nowhere else
    bool hasScheme = false; ///< else `fallback` was taken
    bool isNear = false;    ///< as ProxyRecord::isNear
};

/// Reads `host:port`, `scheme://[user[:password]@]host:port` (user and password percent-decoded), `[v6]:port`, and
/// `host:port:user:password`. Schemes http, https, socks5 (socks5h, socks), socks4 (socks4a). The error says what is
/// wrong, without any password: port 0 or over 65535, no port, no valid name or address, unspecified, multicast or
/// broadcast address.
[[nodiscard]] Result<WrittenProxy, QString> parseProxy(const QString &text, ProxyType fallback = ProxyType::Http);

/// The secret that holds a proxy's password: "user@host:port".
[[nodiscard]] QString secretNameOf(const ProxyKey &key);

/// As lanes know it; Direct for a type that no lane can use (Socks4), so ask isUsable() first.
[[nodiscard]] ProxyAddress addressOf(const ProxyKey &key, const QString &password = {});
[[nodiscard]] constexpr bool isUsable(ProxyType type)
{
    return type != ProxyType::Socks4;
}
/// A line as lists hold it.
[[nodiscard]] ProxyRecord recordOf(const WrittenProxy &proxy, const QString &source = {});

} // namespace sluice::core
