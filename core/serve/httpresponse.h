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

/// A response as bytes (RFC 9112). A header whose name or value could break out of its line is left out, and so are
/// those that are added here.
[[nodiscard]] QByteArray serializeResponse(const ServeResponse &response, const ResponseFraming &framing);

/// A short plain-text answer for a request that no handler sees.
[[nodiscard]] ServeResponse plainResponse(int status, const QByteArray &reason);

} // namespace sluice::core
