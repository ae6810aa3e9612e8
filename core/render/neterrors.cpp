// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/neterrors.h"

namespace sluice::core {

namespace {

bool isWithin(int code, int first, int last)
{
    return code <= first && code >= last;
}

} // namespace

FetchFault faultOfNetError(int code)
{
    switch (code) {
    case -105: // name not resolved
    case -137: // name resolution failed
        return FetchFault::HostNotFound;
    case -102: // connection refused
    case -104: // connection failed
    case -108: // address invalid
    case -109: // address unreachable
        return FetchFault::ConnectionRefused;
    case -118: // connection timed out
        return FetchFault::ConnectTimeout;
    case -7: // timed out
        return FetchFault::Timeout;
    case -21:  // network changed
    case -100: // connection closed
    case -101: // connection reset
    case -103: // connection aborted
    case -106: // internet disconnected
    case -324: // empty response
    case -354: // body shorter than its length
    case -355: // chunks end early
        return FetchFault::ConnectionLost;
    case -111: // tunnel failed
    case -115: // proxy authentication unsupported
    case -120: // SOCKS failed
    case -121: // SOCKS could not reach the host
    case -127: // proxy authentication requested
    case -130: // proxy connection failed
    case -131: // proxy configuration
    case -336: // no supported proxies
    case -375: // too many retries (of credentials that a proxy does not accept, mostly)
        return FetchFault::Proxy;
    case -330: // content decoding failed
    case -371: // content decoding could not start
        return FetchFault::Decode;
    default:
        break;
    }
    if (code == -107 || code == -113 || code == -129 || isWithin(code, -148, -156) || isWithin(code, -200, -299))
        return FetchFault::Tls;
    return isWithin(code, -300, -399) ? FetchFault::Protocol : FetchFault::Other;
}

} // namespace sluice::core
