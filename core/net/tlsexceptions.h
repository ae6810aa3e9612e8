// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/weburl.h"

#include <QSet>
#include <QStringList>

namespace sluice::core {

/// The hosts whose certificates are not checked: each a name or an address, alone (then all its ports) or with :port.
class TlsExceptions final
{
public:
    TlsExceptions() = default;
    /// Takes the hosts as a user writes them; what is no host excepts nothing.
    explicit TlsExceptions(const QStringList &hosts);

    [[nodiscard]] bool isEmpty() const { return m_hosts.isEmpty(); }
    /// Whether the certificate of this URL's host is left unchecked; never for http, which has none.
    [[nodiscard]] bool covers(const WebUrl &url) const;

    bool operator==(const TlsExceptions &) const = default;

private:
    QSet<QByteArray> m_hosts; ///< as URLs have them, "host" or "host:port"
};

} // namespace sluice::core
