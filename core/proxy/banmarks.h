// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/headers.h"

#include <QByteArray>
#include <QString>

/// By what an answer is known to come from something that stands between client and page. Tables, so that what is new
/// is added in one place.
namespace sluice::core {

/// The name of the challenge that a refusing answer (403, 429, 503) poses, decoded beginning of its body in `text`;
/// empty if there is none.
[[nodiscard]] QString challengeIn(const Headers &headers, const QByteArray &text);

/// Whether the headers of an error are a proxy's own.
[[nodiscard]] bool isByProxy(const Headers &headers);

} // namespace sluice::core
