// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/listingbuilder.h"
#include "tests/fuzz/fuzzing.h"

using namespace sluice::core;

/// Whatever a list is, the proxies in it are such as parseProxy() reads, each once, and within the limits.
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const ProxyListing listing = readProxyList(sluice::test::bytes(data, size));
    sluice::test::require(listing.proxies.size() <= ListingBuilder::maximumProxies, "no more than the limit");
    sluice::test::require(listing.refused.size() <= ListingBuilder::maximumRefused, "refusals are limited");
    for (const ProxyRecord &proxy : listing.proxies) {
        const auto again = parseProxy(proxy.key.text());
        sluice::test::require(again.has_value() && again->key == proxy.key, "a proxy's text names it");
    }
    for (const RefusedProxy &refused : listing.refused)
        sluice::test::require(refused.text.size() <= 200, "messages are short");
    return 0;
}
