// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/httpserver.h"

#include <optional>

namespace sluice::core {

/// Why a request is refused: the status to answer and a sentence for the body.
struct RequestRefusal
{
    int status = 400;
    QByteArray reason;

    bool operator==(const RequestRefusal &) const = default;
};

/// The request line in its parts (RFC 9112, section 3).
struct RequestLine
{
    QByteArray method;
    QByteArray target;    ///< as sent
    QByteArray authority; ///< of an absolute-form target, else empty
    bool isHttp10 = false;

    bool operator==(const RequestLine &) const = default;
};

/// How the body of a request is framed (RFC 9112, section 6), and what follows it.
struct RequestFraming
{
    qint64 contentLength = 0;
    bool isChunked = false;
    bool isKeepAlive = true;
    bool isContinueExpected = false;

    bool operator==(const RequestFraming &) const = default;
};

[[nodiscard]] Result<RequestLine, RequestRefusal> parseRequestLine(QByteArrayView line);
/// One "Name: value" line; obsolete folding, spaces before the colon and control characters are refused.
[[nodiscard]] Result<QPair<QByteArray, QByteArray>, RequestRefusal> parseHeaderLine(QByteArrayView line);
/// Reads Host, Content-Length, Transfer-Encoding, Connection and Expect. A request that two readers could frame
/// differently is refused (section 11.2).
[[nodiscard]] Result<RequestFraming, RequestRefusal> frameRequest(const ServeRequest &request, const RequestLine &line,
                                                                  qint64 maximumBodyBytes);

/// Whether a Host value names this machine itself: localhost and names below it, 127.0.0.0/8, [::1].
[[nodiscard]] bool isLoopbackHost(QByteArrayView host);

} // namespace sluice::core
