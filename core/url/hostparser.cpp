// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/hostparser.h"

#include "core/url/ipaddress.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace sluice::core {

namespace {

enum ByteClass : quint8 {
    Plain,     ///< stands in a host as it is
    Upper,     ///< an upper-case ASCII letter
    Escape,    ///< '%'
    Forbidden, ///< forbidden domain code point
    Wide,      ///< part of a UTF-8 sequence
};

constexpr std::array<quint8, 256> makeClasses()
{
    std::array<quint8, 256> classes{};
    for (int byte = 0; byte < 256; ++byte) {
        const bool isControl = byte <= 0x20 || byte == 0x7F;
        const bool isUpper = byte >= 'A' && byte <= 'Z';
        classes[size_t(byte)] = byte > 0x7F ? Wide : isControl ? Forbidden : isUpper ? Upper : Plain;
    }
    for (const char c : std::string_view("#/:<>?@[\\]^|"))
        classes[static_cast<uchar>(c)] = Forbidden;
    classes['%'] = Escape;
    return classes;
}

constexpr std::array<quint8, 256> byteClasses = makeClasses();

quint8 classOf(char c)
{
    return byteClasses[static_cast<uchar>(c)];
}

/// The errors of UTS #46 processing that the URL Standard leaves out: CheckHyphens and VerifyDnsLength are false.
constexpr quint32 toleratedErrors = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4 |
                                    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;

const UIDNA *idnaProcessor()
{
    // Opened once for the process: it cannot change and ICU lets every thread use it.
    static const UIDNA *const processor = [] {
        UErrorCode status = U_ZERO_ERROR;
        return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                                   UIDNA_NONTRANSITIONAL_TO_UNICODE,
                               &status);
    }();
    return processor;
}

std::optional<QByteArray> domainToAscii(const QByteArray &domain)
{
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    QByteArray ascii(domain.size() * 4 + 64, Qt::Uninitialized);
    for (int attempt = 0; attempt < 2; ++attempt) {
        UErrorCode status = U_ZERO_ERROR;
        const int length = uidna_nameToASCII_UTF8(idnaProcessor(), domain.constData(), int(domain.size()), ascii.data(),
                                                  int(ascii.size()), &info, &status);
        ascii.resize(length);
        if (status == U_BUFFER_OVERFLOW_ERROR)
            continue;
        if (U_FAILURE(status) || (info.errors & ~toleratedErrors) != 0 || ascii.isEmpty())
            return {};
        return ascii;
    }
    return {};
}

HostVerdict appendDomain(UrlBuffer &out, QByteArrayView domain)
{
    if (endsInNumber(domain)) {
        const auto address = parseIpv4(domain);
        if (!address)
            return HostVerdict::BadIpv4;
        const QByteArray text = ipv4Text(*address);
        out.append(text.constData(), text.size());
        return HostVerdict::Valid;
    }
    out.append(domain.data(), domain.size());
    return HostVerdict::Valid;
}

HostVerdict appendIpv6(UrlBuffer &out, QByteArrayView raw)
{
    const auto address = raw.endsWith(']') ? parseIpv6(raw.sliced(1).chopped(1)) : std::nullopt;
    if (!address)
        return HostVerdict::BadIpv6;
    const QByteArray text = '[' + ipv6Text(*address) + ']';
    out.append(text.constData(), text.size());
    return HostVerdict::Valid;
}

/// The way of a name that is not plain lower-case ASCII.
HostVerdict appendUnusualDomain(UrlBuffer &out, QByteArrayView raw)
{
    QByteArray domain = percentDecoded(raw);
    const bool isWide = std::any_of(domain.cbegin(), domain.cend(), [](char c) { return classOf(c) == Wide; });
    if (isWide) {
        const auto ascii = domainToAscii(domain);
        if (!ascii)
            return HostVerdict::BadName;
        domain = *ascii;
    } else {
        // An ASCII name is not validated further, not even its xn-- labels: browsers do not either.
        domain = domain.toLower();
    }
    if (domain.isEmpty())
        return HostVerdict::BadName;
    if (!std::all_of(domain.cbegin(), domain.cend(), [](char c) { return classOf(c) == Plain; }))
        return HostVerdict::ForbiddenCharacter;
    return appendDomain(out, domain);
}

} // namespace

HostVerdict appendHost(UrlBuffer &out, QByteArrayView raw)
{
    if (raw.startsWith('['))
        return appendIpv6(out, raw);
    quint8 worst = Plain;
    for (const char c : raw)
        worst = std::max(worst, classOf(c));
    return worst == Plain ? appendDomain(out, raw) : appendUnusualDomain(out, raw);
}

} // namespace sluice::core
