// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/httpserver.h"

namespace sluice::core {

/// The most bytes of a nonce: letters, digits, - and _.
inline constexpr qsizetype maximumNonceBytes = 64;

/// Answers GET /?nonce=N with what it sees of the request, as one JSON object:
/// `{"judge":"sluice","version":1,"method":"GET","nonce":"N","peer":"192.0.2.7","headers":[["Host","judge:8080"],…]}`.
/// The headers are all that came, in their order, as ISO 8859-1 text. An IPv4 client of an IPv6 socket is its IPv4
/// address. Whoever looks from a browser gets nothing that could be taken for a page: plain JSON in ASCII without
/// < > & and ', no sniffing, no caching, no reading from other origins. Anything but / is 404, anything but GET and HEAD
/// 405, another nonce 400; none of these repeats what was asked.
[[nodiscard]] ServeResponse answerAsJudge(const ServeRequest &request);

/// Limits of a server that judges: it may stand in the open.
[[nodiscard]] ServeLimits judgeLimits();

} // namespace sluice::core
