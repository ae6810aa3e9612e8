// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/sourcetrouble.h"

#include "core/proxy/listingbuilder.h"
#include "core/url/weburl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QString layoutTrouble(const QString &before, const ProxyListing &listing, bool isCut)
{
    if (listing.proxies.isEmpty() && !before.isEmpty())
        return u"it gives no proxies any more; its layout was \"%1\""_s.arg(before);
    if (listing.proxies.isEmpty())
        return isCut ? u"no proxies in the part that was read"_s : u"no list of proxies: none was found in it"_s;
    if (!before.isEmpty() && before != listing.layout)
        return u"its layout changed from \"%1\" to \"%2\""_s.arg(before, listing.layout);
    return {};
}

} // namespace

ProxySourceRecord sourceAfter(ProxySourceRecord source, const ProxyListing &listing, bool isCut)
{
    QStringList troubles;
    if (isCut)
        troubles.append(u"it is too large; only its beginning was read"_s);
    if (const QString trouble = layoutTrouble(source.layout, listing, isCut); !trouble.isEmpty())
        troubles.append(trouble);
    if (listing.isCut)
        troubles.append(u"it has more than %1 proxies; the rest was left out"_s.arg(ListingBuilder::maximumProxies));
    source.trouble = troubles.join(u"; ");
    source.found = int(listing.proxies.size());
    source.refused = listing.refusedCount;
    if (!listing.proxies.isEmpty())
        source.layout = listing.layout;
    return source;
}

ProxySourceRecord failedSource(ProxySourceRecord source, const QString &reason)
{
    source.found = 0;
    source.refused = 0;
    source.trouble = reason;
    return source;
}

bool isWebLocation(const QString &location)
{
    return location.startsWith("http://"_L1, Qt::CaseInsensitive) ||
           location.startsWith("https://"_L1, Qt::CaseInsensitive);
}

QString locationTrouble(const QString &location)
{
    if (location.trimmed().isEmpty())
        return u"expected an address or a file's path"_s;
    if (!isWebLocation(location))
        return {};
    const auto url = WebUrl::parse(location.toUtf8());
    if (!url)
        return url.error().detail;
    return url->hasCredentials() ? u"a source's address must not hold a user or password"_s : QString();
}

ProxyType fallbackTypeOf(const QString &location)
{
    const QString path = isWebLocation(location) ? location.section(u'/', 3) : location.section(u'/', -1);
    if (path.contains("socks5"_L1, Qt::CaseInsensitive))
        return ProxyType::Socks5;
    return path.contains("socks4"_L1, Qt::CaseInsensitive) ? ProxyType::Socks4 : ProxyType::Http;
}

} // namespace sluice::core
