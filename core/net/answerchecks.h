// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QNetworkReply>

#include <optional>

namespace sluice::core {

/// What an answer's headers say of its body (RFC 9112, section 6), and what is wrong with them.
struct Framing
{
    qint64 contentLength = -1; ///< -1: not told
    bool isChunked = false;
    bool isLengthRepeated = false; ///< several equal lengths: allowed, but Qt then waits for the connection's end
    QString fault;                 ///< why the answer is refused, empty if it is not

    bool operator==(const Framing &) const = default;
};

/// Qt takes several, negative and senseless lengths; this does not, nor headers that are over 256 KiB or 1,000.
[[nodiscard]] Framing framingOf(const Headers &headers);

/// The headers in the head of an HTTP/1.1 answer; its first line is passed over.
[[nodiscard]] Headers headersIn(QByteArrayView head);

/// Each name once, as QNetworkAccessManager has them: the values of repeated headers in one, between them a comma, or a
/// line feed in Set-Cookie.
[[nodiscard]] Headers joined(const Headers &headers);

/// The size in a chunk's first line, without its line feed (RFC 9112, 7.1); nothing when it is none.
[[nodiscard]] std::optional<qint64> chunkSizeIn(QByteArrayView line);

/// Whether a further answer follows this one (RFC 9110, 15.2): 100 Continue, 103 Early Hints and their like.
[[nodiscard]] constexpr bool isInterimStatus(int status)
{
    return status >= 100 && status < 200;
}

/// Whether an answer with this status may have a body at all (1xx, 204 and 304 have none, nor has any to HEAD).
[[nodiscard]] bool mayHaveBody(int status);

/// Whether `contentType` is one of `accepted` ("text/html", "text/*"). No type at all is accepted: it may be anything.
[[nodiscard]] bool isTypeAccepted(QByteArrayView contentType, const QList<QByteArray> &accepted);

/// Whether Qt's error only repeats the status of a whole answer (404, 503, …).
[[nodiscard]] bool isAnswer(QNetworkReply::NetworkError error, int status, const ProxyAddress &proxy);

/// The kind behind Qt's error. `isSent`: the request had left; `isSecure`: to an https URL.
[[nodiscard]] FetchFault faultOf(QNetworkReply::NetworkError error, const ProxyAddress &proxy, bool isSent,
                                 bool isSecure);

} // namespace sluice::core
