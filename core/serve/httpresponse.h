// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/httpserver.h"

#include <QDateTime>

namespace sluice::core {

/// "Not Found" for 404; "Status" for a number nobody registered.
[[nodiscard]] QByteArray reasonPhrase(int status);

/// What a response is besides its content.
struct ResponseFraming
{
    bool isHead = false; ///< the request was HEAD: headers alone
    bool isKeepAlive = true;
    QDateTime now; ///< UTC, for Date

    bool operator==(const ResponseFraming &) const = default;
};

/// The head of a response (RFC 9112), up to and with the empty line. A header whose name or value could break out of
/// its line is left out, and so are those that are added here.
[[nodiscard]] QByteArray serializeHead(const ServeResponse &response, const ResponseFraming &framing);

/// What follows the head: the body, or nothing where the status or the request's method allows none.
[[nodiscard]] QByteArray contentOf(const ServeResponse &response, const ResponseFraming &framing);

/// Both, one behind the other.
[[nodiscard]] QByteArray serializeResponse(const ServeResponse &response, const ResponseFraming &framing);

/// A short plain-text answer for a request that no handler sees.
[[nodiscard]] ServeResponse plainResponse(int status, const QByteArray &reason);

} // namespace sluice::core
