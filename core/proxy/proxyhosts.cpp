// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyhosts.h"

#include "core/url/hostparser.h"
#include "core/url/ipaddress.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumName = 253;
constexpr qsizetype maximumLabel = 63;

constexpr bool isIn(quint32 address, quint32 net, int bits)
{
    return (address ^ net) >> (32 - bits) == 0;
}

QString troubleOf(quint32 address)
{
    if (isIn(address, 0, 8))
        return u"an unspecified address"_s;
    if (isIn(address, 0xe0000000U, 4))
        return u"a multicast address"_s;
    if (address == 0xffffffffU)
        return u"the broadcast address"_s;
    return isIn(address, 0xf0000000U, 4) ? u"a reserved address"_s : QString();
}

bool isNear(quint32 address)
{
    return isIn(address, 0x0a000000U, 8) || isIn(address, 0xac100000U, 12) || isIn(address, 0xc0a80000U, 16) ||
           isIn(address, 0x7f000000U, 8) || isIn(address, 0xa9fe0000U, 16) || isIn(address, 0x64400000U, 10);
}

Result<ProxyHost, QString> hostOf(quint32 address, const QString &text)
{
    if (const QString trouble = troubleOf(address); !trouble.isEmpty())
        return tl::unexpected(u"%1 is %2"_s.arg(text, trouble));
    return ProxyHost{text, isNear(address)};
}

bool isZero(const Ipv6Address &address, qsizetype pieces)
{
    return std::all_of(address.cbegin(), address.cbegin() + pieces, [](quint16 piece) { return piece == 0; });
}

Result<ProxyHost, QString> hostOf(const Ipv6Address &address)
{
    const QString text = QString::fromLatin1(ipv6Text(address));
    if (isZero(address, 8))
        return tl::unexpected(u"%1 is an unspecified address"_s.arg(text));
    if (address[0] >> 8 == 0xff)
        return tl::unexpected(u"%1 is a multicast address"_s.arg(text));
    if (isZero(address, 5) && address[5] == 0xffff) { // an IPv4 address in IPv6's clothes
        const quint32 inner = quint32(address[6]) << 16 | address[7];
        return hostOf(inner, QString::fromLatin1(ipv4Text(inner)));
    }
    const bool isLoopback = isZero(address, 7) && address[7] == 1;
    const bool isLocal = (address[0] & 0xfe00U) == 0xfc00U || (address[0] & 0xffc0U) == 0xfe80U;
    return ProxyHost{text, isLoopback || isLocal};
}

/// The signs of a host name; what is not ASCII is for IDNA to judge.
bool isNameSign(QChar c)
{
    const bool isSign = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' ||
                        c == u'_' || c == u'.';
    return isSign || c.unicode() > 0x7f;
}

bool areLabelsSound(const QString &name)
{
    const QStringList labels = name.split(u'.');
    return name.size() <= maximumName && std::all_of(labels.cbegin(), labels.cend(), [](const QString &label) {
               return !label.isEmpty() && label.size() <= maximumLabel;
           });
}

Result<ProxyHost, QString> namedHost(const QString &text)
{
    const auto wrong = [&text] { return tl::unexpected(u"\"%1\" is no host name"_s.arg(text.left(100))); };
    const QString bare = text.endsWith(u'.') ? text.chopped(1) : text;
    if (bare.size() > 2 * maximumName || !std::all_of(bare.cbegin(), bare.cend(), isNameSign))
        return wrong();
    UrlBuffer buffer;
    if (bare.isEmpty() || appendHost(buffer, bare.toUtf8()) != HostVerdict::Valid)
        return wrong();
    const QString name = QString::fromLatin1(buffer.constData(), buffer.size());
    // IDNA maps wide digits and full stops to plain ones.
    if (endsInNumber(name.toLatin1()) || !areLabelsSound(name))
        return wrong();
    return ProxyHost{name, name == "localhost"_L1 || name.endsWith(".localhost"_L1) || name.endsWith(".local"_L1)};
}

} // namespace

bool isPlainIpv4(const QString &text)
{
    const auto address = parseIpv4(text.toUtf8());
    return address && QString::fromLatin1(ipv4Text(*address)) == text;
}

Result<ProxyHost, QString> parseProxyHost(const QString &text)
{
    if (text.isEmpty())
        return tl::unexpected(u"no host"_s);
    if (text.contains(u':')) {
        const auto address = parseIpv6(text.toUtf8());
        if (!address)
            return tl::unexpected(u"\"%1\" is no IPv6 address"_s.arg(text.left(100)));
        return hostOf(*address);
    }
    if (!endsInNumber(text.toUtf8()))
        return namedHost(text);
    if (!isPlainIpv4(text))
        return tl::unexpected(u"\"%1\" is no IPv4 address"_s.arg(text.left(100)));
    return hostOf(*parseIpv4(text.toUtf8()), text);
}

} // namespace sluice::core
