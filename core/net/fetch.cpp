// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/fetch.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

QString faultName(FetchFault fault)
{
    switch (fault) {
    case FetchFault::HostNotFound:
        return u"host-not-found"_s;
    case FetchFault::ConnectionRefused:
        return u"connection-refused"_s;
    case FetchFault::ConnectTimeout:
        return u"connect-timeout"_s;
    case FetchFault::Timeout:
        return u"timeout"_s;
    case FetchFault::ConnectionLost:
        return u"connection-lost"_s;
    case FetchFault::Protocol:
        return u"protocol"_s;
    case FetchFault::Tls:
        return u"tls"_s;
    case FetchFault::Proxy:
        return u"proxy"_s;
    case FetchFault::BodyTooLarge:
        return u"body-too-large"_s;
    case FetchFault::Decode:
        return u"decode"_s;
    case FetchFault::Cancelled:
        return u"cancelled"_s;
    case FetchFault::Other:
        return u"other"_s;
    }
    return {};
}

} // namespace sluice::core
