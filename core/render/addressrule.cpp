// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/addressrule.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

struct Range
{
    quint32 address;
    int bits;
};

/// The special ranges of RFC 6890 that no public server has an address in.
constexpr std::array<Range, 13> localRanges = {{{0x00000000, 8},
                                                {0x0a000000, 8},
                                                {0x64400000, 10},
                                                {0xa9fe0000, 16},
                                                {0xac100000, 12},
                                                {0xc0000000, 24},
                                                {0xc0000200, 24},
                                                {0xc0a80000, 16},
                                                {0xc6120000, 15},
                                                {0xc6336400, 24},
                                                {0xcb007100, 24},
                                                {0xe0000000, 4},
                                                {0xf0000000, 4}}};

AddressReach reachOfV4(quint32 address)
{
    if (address >> 24 == 127)
        return AddressReach::Loopback;
    // 0.0.0.0 connects to this machine itself.
    if (address == 0)
        return AddressReach::Loopback;
    const auto holds = [address](const Range &range) { return (address ^ range.address) >> (32 - range.bits) == 0; };
    return std::ranges::any_of(localRanges, holds) ? AddressReach::Local : AddressReach::Public;
}

/// The IPv4 address that an IPv6 one leads to: mapped, compatible, or by NAT64 (RFC 6052).
std::optional<quint32> embeddedV4(const Q_IPV6ADDR &a)
{
    const auto isZero = [&a](int from, int to) {
        return std::all_of(a.c + from, a.c + to, [](quint8 b) { return !b; });
    };
    const bool isMapped = isZero(0, 10) && a[10] == 0xff && a[11] == 0xff;
    const bool isCompatible = isZero(0, 12);
    const bool isNat64 = a[0] == 0 && a[1] == 0x64 && a[2] == 0xff && a[3] == 0x9b && isZero(4, 12);
    if (!isMapped && !isCompatible && !isNat64)
        return {};
    return quint32(a[12]) << 24 | quint32(a[13]) << 16 | quint32(a[14]) << 8 | quint32(a[15]);
}

AddressReach reachOfV6(const QHostAddress &address)
{
    if (address == QHostAddress(QHostAddress::LocalHostIPv6) || address == QHostAddress(QHostAddress::AnyIPv6))
        return AddressReach::Loopback;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    if (const auto v4 = embeddedV4(bytes))
        return reachOfV4(*v4);
    const bool isUniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    const bool isLinkOrSite = bytes[0] == 0xfe && (bytes[1] & 0x80) != 0;
    return isUniqueLocal || isLinkOrSite || bytes[0] == 0xff ? AddressReach::Local : AddressReach::Public;
}

AddressReach reachOfName(QString name)
{
    while (name.endsWith(u'.'))
        name.chop(1);
    if (name == "localhost"_L1 || name.endsWith(".localhost"_L1))
        return AddressReach::Loopback;
    // A name without a dot is one of the local network (or of /etc/hosts).
    if (!name.contains(u'.'))
        return AddressReach::Local;
    for (const auto &end : {".local"_L1, ".internal"_L1, ".home.arpa"_L1, ".lan"_L1, ".intranet"_L1}) {
        if (name.endsWith(end))
            return AddressReach::Local;
    }
    return AddressReach::Public;
}

} // namespace

AddressReach reachOf(const QString &host)
{
    QString text = host.toLower();
    if (text.startsWith(u'[') && text.endsWith(u']'))
        text = text.mid(1, text.size() - 2);
    const QHostAddress address(text);
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return reachOfV4(address.toIPv4Address());
    return address.protocol() == QAbstractSocket::IPv6Protocol ? reachOfV6(address) : reachOfName(text);
}

bool mayReach(const QString &pageHost, const QString &host)
{
    return reachOf(host) <= reachOf(pageHost) || host.compare(pageHost, Qt::CaseInsensitive) == 0;
}

} // namespace sluice::core
