// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QMetaType>
#include <QString>

#include <compare>

/// What a project keeps of proxies. See schema.h for the tables. Passwords are never among it.
namespace sluice::core {

/// Https is an HTTP proxy that tunnels (CONNECT); it is spoken to in the clear. Socks4 is listed, never used.
enum class ProxyType : quint8 { Http = 0, Https = 1, Socks5 = 2, Socks4 = 3 };
enum class ProxyState : quint8 { Unchecked = 0, Alive = 1, Dead = 2, Unsupported = 3 };
/// What a server learns of the client behind the proxy: its address (transparent), that there is a proxy (anonymous),
/// nothing (elite).
enum class Anonymity : quint8 { Unknown = 0, Transparent = 1, Anonymous = 2, Elite = 3 };

[[nodiscard]] QString proxyTypeName(ProxyType type);    ///< "http", "https", "socks5", "socks4"
[[nodiscard]] QString proxyStateName(ProxyState state); ///< "unchecked", "alive", "dead", "unsupported"
[[nodiscard]] QString anonymityName(Anonymity value);   ///< "unknown", "transparent", "anonymous", "elite"

/// What tells one proxy from another.
struct ProxyKey
{
    ProxyType type = ProxyType::Http;
    QString user;
    QString host; ///< name or address in lower case, IPv6 without brackets
    quint16 port = 0;

    auto operator<=>(const ProxyKey &) const = default;
    friend size_t qHash(const ProxyKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, int(key.type), key.user, key.host, key.port);
    }
    [[nodiscard]] QString text() const; ///< "socks5://user@host:port", the user percent-encoded, IPv6 in brackets
};

/// One proxy: what lists say of it and what the last check found.
struct ProxyRecord
{
    qint64 id = 0; ///< 0 = not in the project yet
    ProxyKey key;
    QString source;  ///< location of the source that named it first; empty = added by hand
    QString country; ///< as the source writes it
    QString countryCode;
    Anonymity listedAnonymity = Anonymity::Unknown; ///< as the source says
    bool isNear = false;                            ///< its address is private, loopback or link-local

    ProxyState state = ProxyState::Unchecked;
    QString reason;                           ///< why it is in that state, to show
    Anonymity anonymity = Anonymity::Unknown; ///< as judged
    int connectMs = -1;                       ///< -1 = not measured; likewise the next two
    int firstByteMs = -1;
    int totalMs = -1;
    QString exitAddress;         ///< from which a server saw it ask
    bool isIntercepting = false; ///< it put a certificate of its own into a TLS connection
    qint64 lastCheckedUtcMs = 0; ///< 0 = never
    qint64 nextCheckUtcMs = 0;   ///< 0 = not planned
    int deadInARow = 0;          ///< checks, for the backoff

    qint64 checks = 0; ///< in its history
    qint64 successes = 0;
    int latencyMedianMs = -1; ///< over the history's living checks; -1 = none
    int latency95Ms = -1;     ///< 95th percentile
    int bans = 0;             ///< hosts that ban it now

    bool operator==(const ProxyRecord &) const = default;
};

/// One check of one proxy, as its history keeps it.
struct ProxyCheckRecord
{
    qint64 proxy = 0;
    qint64 atUtcMs = 0;
    bool isAlive = false;
    Anonymity anonymity = Anonymity::Unknown;
    int connectMs = -1;
    int firstByteMs = -1;
    int totalMs = -1;
    QString exitAddress;
    bool isIntercepting = false;
    QString reason;

    bool operator==(const ProxyCheckRecord &) const = default;
};

/// Of what a proxy's history says of it.
struct ProxyCheckFigures
{
    qint64 checks = 0;
    qint64 successes = 0;
    int latencyMedianMs = -1; ///< over the living checks' totals (nearest rank); -1 = none
    int latency95Ms = -1;

    bool operator==(const ProxyCheckFigures &) const = default;
};
/// `totalsMs` are those of the living checks among `checks`, in any order; negative ones were not measured.
[[nodiscard]] ProxyCheckFigures checkFigures(qint64 checks, QList<int> totalsMs);

/// The ledger's line: what one proxy is worth towards one host.
struct ProxyHostRecord
{
    qint64 proxy = 0;
    QString host;
    qint64 requests = 0;
    qint64 errors = 0;           ///< no answer through it
    qint64 bannedUntilUtcMs = 0; ///< 0 = not banned there
    int bans = 0;                ///< in a row, each twice as long as the one before
    QString reason;              ///< of the ban: "status 403", "captcha", "empty body"

    bool operator==(const ProxyHostRecord &) const = default;
};

/// Where proxies are taken from.
struct ProxySourceRecord
{
    qint64 id = 0;
    QString location;     ///< http(s) address or a file's path
    QString userAgent;    ///< preset or whole string; empty = the honest one
    int everyMinutes = 0; ///< scraped again on schedule; 0 = only when asked
    qint64 lastScrapedUtcMs = 0;
    int found = 0;   ///< proxies last time
    int refused = 0; ///< lines or entries last time that were no proxy
    QString layout;  ///< what its list looked like when it last gave proxies ("table: ip address, port, …")
    QString trouble; ///< why it gave none, or that its layout changed; empty = fine

    bool operator==(const ProxySourceRecord &) const = default;
};

} // namespace sluice::core

Q_DECLARE_METATYPE(QList<sluice::core::ProxyRecord>)
