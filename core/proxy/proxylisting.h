// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxyaddress.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sluice::core {

/// An entry of a list that is no proxy.
struct RefusedProxy
{
    int line = 0; ///< from 1; of a table its row
    QString text; ///< cut to 200 characters, without passwords
    QString reason;

    bool operator==(const RefusedProxy &) const = default;
};

/// What a list of proxies gave.
struct ProxyListing
{
    QList<ProxyRecord> proxies;        ///< each key once, in the order of the list
    QHash<QString, QString> passwords; ///< by secretNameOf()
    QList<RefusedProxy> refused;       ///< the first 1,000
    int refusedCount = 0;
    bool isCut = false; ///< there was more than the limit of 100,000 proxies
    QString layout;     ///< "table: ip address, port, country" (HTML) or "columns: …" (CSV) with the headers
                        ///< that were recognised, "text", "json"; empty without proxies
};

/// Reads a list of proxies of any kind: an HTML page with a table whose columns are recognised by their headers (IP
/// address or host, port, code, country, anonymity, Google, https, protocol or version, last checked), also `host:port`
/// pairs in an HTML page's text; JSON (an array, or objects somewhere inside with members like ip, host, port,
/// protocol(s), country); plain text, one or more proxies a line, CSV among it; everything after # is a comment. Never
/// fails: a list without proxies is empty. `type` is the Content-Type, may be empty; what `bytes` are decides.
[[nodiscard]] ProxyListing readProxyList(const QByteArray &bytes, const QByteArray &type = {},
                                         ProxyType fallback = ProxyType::Http);

} // namespace sluice::core
