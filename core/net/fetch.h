// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/net/bytebudget.h"
#include "core/net/headers.h"
#include "core/url/weburl.h"

#include <QMetaType>
#include <QObject>

#include <functional>
#include <memory>

namespace sluice::core {

/// Why no whole answer came. A status such as 404 is an answer, not a fault.
enum class FetchFault {
    HostNotFound,
    ConnectionRefused,
    ConnectTimeout,
    Timeout,        ///< the total deadline passed
    ConnectionLost, ///< closed or reset before the answer was whole (short body, cut chunk)
    Protocol,       ///< answer that breaks HTTP (bad chunk, two lengths, negative length, oversized header)
    Tls,            ///< certificate or handshake refused; the detail says why
    Proxy,          ///< the proxy refused, or wants credentials
    BodyTooLarge,   ///< over the body cap, encoded or decoded
    Decode,         ///< content encoding broken, cut or unknown
    Cancelled,
    Other,
};
[[nodiscard]] QString faultName(FetchFault fault); ///< stable word for files: "timeout", "connection-lost", …

/// Pool stands for one that PooledFetcher picks; what sends requests itself refuses it, rather than go direct.
enum class ProxyKind { Direct, Http, Socks5, Pool };
/// One proxy as lanes know it. The password is a value here and never leaves memory.
struct ProxyAddress
{
    ProxyKind kind = ProxyKind::Direct;
    QString host;
    quint16 port = 0;
    QString user;
    QString password;

    bool operator==(const ProxyAddress &) const = default;
    friend size_t qHash(const ProxyAddress &p, size_t seed = 0)
    {
        return qHashMulti(seed, int(p.kind), p.host, p.port, p.user, p.password);
    }
};

struct FetchResponse;
/// One request. The fetcher adds Host, Accept-Encoding, User-Agent, Connection and Content-Length; `headers` come on top.
struct FetchRequest
{
    WebUrl url;
    QByteArray method =
        QByteArrayLiteral("GET");  ///< a token in capitals (RFC 9110, 9.1); one that is not safe is sent once
    QByteArray content;            ///< sent with it (RFC 9110, 6.4); empty: none
    QByteArray userAgent;          ///< empty: the honest one
    Headers headers;               ///< Cookie among them, values resolved
    int connectTimeoutMs = 10'000; ///< from the moment the host's name is known
    int totalTimeoutMs = 30'000;   ///< the clock stands while the body is held back by the budget
    qint64 bodyCap = qint64(32) << 20;
    bool isCutAtCap = false; ///< a body over the cap is cut there instead of refused
    ProxyAddress proxy;
    bool isTlsCheckOff = false; ///< the user's exception for this host
    /// Media types whose body is read ("text/html", "text/*"); empty reads all. Others end after the headers.
    QList<QByteArray> acceptedTypes;
    std::shared_ptr<ByteTicket> ticket; ///< takes the body's bytes; null: the fetcher's own budget holds, if it has one
    /// Told before a further request is sent for this fetch (NetworkFetcher's second looks, PooledFetcher's further
    /// proxies), with the first answer, less its body; `go` sends it. Status 0: an answer that says nothing of the host.
    /// For whoever rations requests to a host; null: it is sent at once.
    std::function<void(const FetchResponse &first, std::function<void()> go)> awaitTurn;

    /// Whether it only reads (RFC 9110, 9.2.1), so that asking again does no harm.
    [[nodiscard]] bool isSafe() const { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }
};

struct FetchTimings
{
    int connectMs = 0;   ///< 0 on a connection that was open already
    int firstByteMs = 0; ///< from the moment the name is known to the end of the headers
    int totalMs = 0;     ///< name look-up included, second looks not

    bool operator==(const FetchTimings &) const = default;
};

/// Whether a status sends the client elsewhere, to the address in Location (RFC 9110, 15.4).
[[nodiscard]] constexpr bool isRedirectStatus(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// A whole answer of any status; redirects are not followed. The body is raw: see core/net/contentdecoder.h.
struct FetchResponse
{
    int status = 0;
    Headers headers;
    QByteArray body;            ///< as sent, still in its content encoding
    bool isBodySkipped = false; ///< its type was not among acceptedTypes
    bool isBodyCut = false;     ///< there was more, over the cap
    bool isHttp2 = false;
    FetchTimings timings;
    QString note; ///< what is to be said of how it came, e.g. through how many proxies; mostly nothing
};

struct FetchError
{
    FetchFault kind = FetchFault::Other;
    QString detail;
    int status = 0; ///< of the answer that broke, 0 if no header came
    Headers headers;
    FetchTimings timings;
};

using FetchResult = Result<FetchResponse, FetchError>;

/// Port: something that gets one URL. Calls and callbacks happen on the fetcher's thread.
class Fetcher
{
public:
    using Done = std::function<void(FetchResult)>;

    virtual ~Fetcher() = default;

    /// Starts a fetch. `done` is called exactly once, later (never inside this call), unless `context` dies first.
    virtual void fetch(FetchRequest request, QObject *context, Done done) = 0;

    /// Aborts every fetch started for `context`; their `done` is called with Cancelled.
    virtual void cancelAll(QObject *context) = 0;
};

} // namespace sluice::core
