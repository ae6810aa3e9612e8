// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyheaders.h"

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

/// In lower case; a last * stands for anything.
constexpr std::array<QByteArrayView, 44> names = {
    "via",                  // RFC 9110, 7.6.3
    "forwarded",            // RFC 7239
    "max-forwards",         // RFC 9110, 7.6.2
    "cdn-loop",             // RFC 8586
    "surrogate-capability", // Edge Architecture Specification
    "proxy-*",              // Proxy-Connection, Proxy-Authorization …
    "x-proxy*",             // X-Proxy-ID, X-ProxyUser-IP …
    "x-forwarded*",         // X-Forwarded-For, X-Forwarded-Host, X-Forwarded …
    "x-forward-for",
    "forwarded-*", // Forwarded-For, Forwarded-For-IP …
    "http-forwarded*",
    "http-via",
    "http-x-forwarded*",
    "x-http-forwarded*",
    "x-original-forwarded*",
    "x-via*",
    "x-real-ip",
    "x-client-ip",
    "x-clientip",
    "client-ip",
    "clientip",
    "true-client-ip",
    "x-true-client-ip",
    "cf-connecting-ip*",
    "fastly-client-ip",
    "x-cluster-client-ip",
    "x-azure-clientip",
    "x-originating-ip",
    "x-originally-forwarded-for",
    "x-original-remote-addr",
    "x-remote-ip",
    "x-remote-addr",
    "x-host-ip",
    "x-coming-from",
    "coming-from",
    "x-tinyproxy",
    "x-squid*",
    "x-bluecoat*",
    "x-iwproxy*",
    "x-mcproxyfilter",
    "x-loop-control",
    "xroxy-*",
    "mt-proxy*",
    "wl-proxy*",
};

bool isMatch(QByteArrayView pattern, QByteArrayView name)
{
    if (!pattern.endsWith('*'))
        return name.compare(pattern, Qt::CaseInsensitive) == 0;
    pattern.chop(1);
    return name.size() >= pattern.size() && name.first(pattern.size()).compare(pattern, Qt::CaseInsensitive) == 0;
}

} // namespace

bool tellsOfProxy(QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(), [name](QByteArrayView pattern) { return isMatch(pattern, name); });
}

} // namespace sluice::core
