// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

namespace sluice::core {

/// What an answer that came through a proxy says of the proxy.
enum class PooledAnswer {
    Good,         ///< the server's own answer, whatever its status
    Banned,       ///< a challenge: the host shuts this proxy out
    Doubtful,     ///< looks like a ban, but may be what the page says to everybody
    NetworkError, ///< the proxy gave no answer, or refuses to serve
    Unreached,    ///< the proxy did not get through to the host: its fault or the host's
};

struct PooledVerdict
{
    PooledAnswer answer = PooledAnswer::Good;
    QString reason; ///< for the ledger: "status 403", "captcha (reCAPTCHA)", "empty body"
};

/// Judges what came from `url` through a proxy of this kind. Only to GET an empty page is strange.
[[nodiscard]] PooledVerdict judgePooled(const WebUrl &url, ProxyKind kind, const FetchResult &result,
                                        QByteArrayView method = "GET");

} // namespace sluice::core
