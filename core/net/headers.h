// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace sluice::core {

struct Header
{
    QByteArray name;
    QByteArray value;

    bool operator==(const Header &) const = default;
};
using Headers = QList<Header>;

/// The value of the first header of that name (case-insensitive); empty if there is none.
[[nodiscard]] QByteArray headerValue(const Headers &headers, QByteArrayView name);

/// Retry-After (RFC 9110, 10.2.3) in ms from now: seconds or an HTTP date; never negative, at most 24 h.
[[nodiscard]] std::optional<qint64> retryAfterMs(const Headers &headers, const Clock &clock);

/// The media type of a Content-Type value: lower case, without parameters ("text/html").
[[nodiscard]] QByteArray mediaType(QByteArrayView contentType);

} // namespace sluice::core
