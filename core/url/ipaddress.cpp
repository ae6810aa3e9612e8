// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/ipaddress.h"

#include "core/url/percentencoding.h"

#include <algorithm>

namespace sluice::core {

namespace {

constexpr quint64 tooLarge = quint64(1) << 32;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Part of an IPv4 address; above 32 bits it stays at `tooLarge`.
std::optional<quint64> parseIpv4Part(QByteArrayView part)
{
    if (part.isEmpty())
        return {};
    int base = 10;
    if (part.size() >= 2 && part[0] == '0') {
        const bool isHexadecimal = (part[1] | 0x20) == 'x';
        base = isHexadecimal ? 16 : 8;
        part = part.sliced(isHexadecimal ? 2 : 1);
    }
    quint64 value = 0;
    for (const char c : part) {
        const int digit = hexValue(c);
        if (digit < 0 || digit >= base)
            return {};
        value = std::min(value * quint64(base) + quint64(digit), tooLarge);
    }
    return value;
}

QByteArrayView withoutTrailingDot(QByteArrayView text)
{
    return text.size() > 1 && text.endsWith('.') ? text.chopped(1) : text;
}

/// The IPv6 parser's state: pieces found so far, where "::" stood, and the position in the text.
class Ipv6Parser final
{
public:
    explicit Ipv6Parser(QByteArrayView text)
        : m_text(text)
    {}

    std::optional<Ipv6Address> parse()
    {
        if (!parseLeadingColons())
            return {};
        while (m_at < m_text.size()) {
            if (m_piece == 8 || !parsePiece())
                return {};
        }
        return expanded();
    }

private:
    char at(qsizetype position) const { return position < m_text.size() ? m_text[position] : '\0'; }

    bool parseLeadingColons()
    {
        if (at(0) != ':')
            return true;
        if (at(1) != ':')
            return false;
        m_at = 2;
        m_compress = ++m_piece;
        return true;
    }

    bool parsePiece()
    {
        if (at(m_at) == ':') {
            if (m_compress >= 0)
                return false;
            ++m_at;
            m_compress = ++m_piece;
            return true;
        }
        const qsizetype start = m_at;
        int value = 0;
        while (m_at - start < 4 && m_at < m_text.size() && hexValue(m_text[m_at]) >= 0)
            value = value * 16 + hexValue(m_text[m_at++]);
        if (at(m_at) == '.') {
            m_at = start;
            return m_at < m_text.size() && m_piece <= 6 && parseDottedTail();
        }
        if (m_at < m_text.size()) {
            if (m_text[m_at] != ':' || m_at + 1 == m_text.size())
                return false;
            ++m_at;
        }
        m_address[size_t(m_piece++)] = quint16(value);
        return true;
    }

    /// The last two pieces written as an IPv4 address: exactly four decimal parts without leading zeros.
    bool parseDottedTail()
    {
        for (int part = 0; part < 4; ++part) {
            if (part > 0 && at(m_at++) != '.')
                return false;
            int value = -1;
            for (; m_at < m_text.size() && isDigit(m_text[m_at]); ++m_at) {
                if (value == 0)
                    return false;
                value = std::max(value, 0) * 10 + (m_text[m_at] - '0');
                if (value > 255)
                    return false;
            }
            if (value < 0)
                return false;
            quint16 &piece = m_address[size_t(m_piece + part / 2)];
            piece = quint16(piece * 256 + value);
        }
        m_piece += 2;
        return m_at == m_text.size();
    }

    std::optional<Ipv6Address> expanded()
    {
        if (m_compress < 0)
            return m_piece == 8 ? std::optional(m_address) : std::nullopt;
        std::rotate(m_address.begin() + m_compress, m_address.begin() + m_piece, m_address.end());
        return m_address;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    Ipv6Address m_address{};
    int m_piece = 0;
    int m_compress = -1; ///< the piece that "::" precedes, -1 without one
};

} // namespace

bool endsInNumber(QByteArrayView domain)
{
    domain = withoutTrailingDot(domain);
    const QByteArrayView last = domain.sliced(domain.lastIndexOf('.') + 1);
    if (last.isEmpty() || !isDigit(last[0]))
        return false;
    return std::all_of(last.begin(), last.end(), isDigit) || parseIpv4Part(last).has_value();
}

std::optional<quint32> parseIpv4(QByteArrayView text)
{
    text = withoutTrailingDot(text);
    quint64 address = 0;
    for (int part = 0; part < 4; ++part) {
        const qsizetype dot = text.indexOf('.');
        const auto value = parseIpv4Part(dot < 0 ? text : text.first(dot));
        if (!value)
            return {};
        if (dot < 0) {
            const quint64 room = quint64(1) << (8 * (4 - part));
            return *value < room ? std::optional(quint32(address * room + *value)) : std::nullopt;
        }
        if (*value > 255)
            return {};
        address = address * 256 + *value;
        text = text.sliced(dot + 1);
    }
    return {};
}

QByteArray ipv4Text(quint32 address)
{
    QByteArray text;
    for (int shift = 24; shift >= 0; shift -= 8) {
        text += QByteArray::number((address >> shift) & 0xFF);
        if (shift > 0)
            text += '.';
    }
    return text;
}

std::optional<Ipv6Address> parseIpv6(QByteArrayView text)
{
    return Ipv6Parser(text).parse();
}

QByteArray ipv6Text(const Ipv6Address &address)
{
    int zerosStart = -1;
    int zerosLength = 1;
    for (int start = 0; start < 8; ++start) {
        int end = start;
        while (end < 8 && address[size_t(end)] == 0)
            ++end;
        if (end - start > zerosLength) {
            zerosStart = start;
            zerosLength = end - start;
        }
    }
    QByteArray text;
    for (int piece = 0; piece < 8; ++piece) {
        if (piece == zerosStart) {
            text += piece == 0 ? "::" : ":";
            piece += zerosLength - 1;
            continue;
        }
        text += QByteArray::number(address[size_t(piece)], 16);
        if (piece < 7)
            text += ':';
    }
    return text;
}

} // namespace sluice::core
