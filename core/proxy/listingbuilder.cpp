// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/listingbuilder.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype shownCharacters = 200;

} // namespace

QString withoutPasswords(const QString &text)
{
    // user:password@ and host:port:user:password. What follows the first colon goes up to the last @ of the word.
    static const QRegularExpression beforeAt(u"((?:^|[\\s\"'<(\\[{,;|=])(?:[A-Za-z0-9+.-]+://)?[^\\s:@/]*):[^\\s]*@"_s);
    static const QRegularExpression behindPort(u"(:[0-9]{1,5}:[^\\s:]*):[^\\s]+"_s);
    QString shown = text.left(4 * shownCharacters).simplified();
    shown.replace(beforeAt, u"\\1:…@"_s);
    shown.replace(behindPort, u"\\1:…"_s);
    return shown.left(shownCharacters);
}

void ListingBuilder::add(const WrittenProxy &proxy, const ProxyRecord &details)
{
    if (m_keys.contains(proxy.key))
        return;
    if (m_listing.proxies.size() >= maximumProxies) {
        m_listing.isCut = true;
        return;
    }
    ProxyRecord record = recordOf(proxy);
    record.country = details.country;
    record.countryCode = details.countryCode;
    record.listedAnonymity = details.listedAnonymity;
    m_listing.proxies.append(record);
    m_keys.insert(proxy.key);
    if (!proxy.password.isEmpty())
        m_listing.passwords.insert(secretNameOf(proxy.key), proxy.password);
}

void ListingBuilder::refuse(int line, const QString &text, const QString &reason)
{
    ++m_listing.refusedCount;
    if (m_listing.refused.size() < maximumRefused)
        m_listing.refused.append({line, withoutPasswords(text), reason});
}

ProxyListing ListingBuilder::take(const QString &layout)
{
    m_listing.layout = m_listing.proxies.isEmpty() ? QString() : layout;
    return std::move(m_listing);
}

} // namespace sluice::core
