// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/headers.h"

#include <QString>

#include <optional>

namespace sluice::core {

/// What an engine asks its proxy for (RFC 9112, 3.2.2 and 3.2.3).
struct GuardRequest
{
    bool isTunnel = false; ///< CONNECT
    QByteArray method;
    QByteArray target; ///< as it came: "http://host/path", for a tunnel "host:port"
    QByteArray path;   ///< with query; empty for a tunnel
    QString host;      ///< lower case, IPv6 without brackets
    quint16 port = 0;
    QByteArray credentials; ///< of Proxy-Authorization, "user:password"; empty where there are none
    Headers headers;        ///< those for the server

    bool operator==(const GuardRequest &) const = default;
};

/// The head of a request, its empty line included. Nothing for what is neither a tunnel nor an absolute http address.
[[nodiscard]] std::optional<GuardRequest> readGuardRequest(const QByteArray &head);

/// The head as it goes on to the server itself; with `proxyCredentials` ("user:password", may be empty) set, to a proxy.
/// The connection is for this one request.
[[nodiscard]] QByteArray onwardHead(const GuardRequest &request, const std::optional<QByteArray> &proxyCredentials);

struct GuardResponse
{
    int status = 0;
    QByteArray line; ///< without its end
    Headers headers;

    bool operator==(const GuardResponse &) const = default;
};

/// The head of an answer; nothing where it is none of HTTP/1.
[[nodiscard]] std::optional<GuardResponse> readGuardResponse(const QByteArray &head);

/// The head as it goes back to the engine, whose connection ends with this answer.
[[nodiscard]] QByteArray returnedHead(const GuardResponse &response);

} // namespace sluice::core
