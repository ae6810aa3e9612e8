// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/retrypolicy.h"

#include <algorithm>

namespace sluice::core {

std::optional<qint64> RetryPolicy::delayMs(int attempt, const FetchResult &result, double random) const
{
    if (attempt < 1 || attempt > retries)
        return std::nullopt;
    if (!(result ? isRetriableStatus(result->status) : isRetriableFault(result.error().kind)))
        return std::nullopt;
    qint64 ceiling = baseMs;
    for (int i = 1; i < attempt && ceiling < capMs; ++i)
        ceiling *= 2;
    return qint64(random * double(std::min<qint64>(ceiling, capMs)));
}

bool isRetriableStatus(int status)
{
    return status == 408 || status == 429 || (status >= 500 && status <= 599);
}

bool isRetriableFault(FetchFault fault)
{
    switch (fault) {
    case FetchFault::HostNotFound: // Qt does not tell "no such name" from "the resolver did not answer"
    case FetchFault::ConnectionRefused:
    case FetchFault::ConnectTimeout:
    case FetchFault::Timeout:
    case FetchFault::ConnectionLost:
    case FetchFault::Proxy:
        return true;
    case FetchFault::Protocol:
    case FetchFault::Tls:
    case FetchFault::BodyTooLarge:
    case FetchFault::Decode:
    case FetchFault::Cancelled:
    case FetchFault::Other:
        return false;
    }
    return false;
}

} // namespace sluice::core
