// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/banmarks.h"

#include <algorithm>
#include <iterator>

namespace sluice::core {

namespace {

struct HeaderMark
{
    const char *name;  ///< of the header
    const char *value; ///< what it contains, in lower case; empty = anything
    const char *says;
};

struct TextMark
{
    const char *text; ///< in lower case
    const char *says;
};

constexpr HeaderMark challengeHeaders[] = {
    {"cf-mitigated", "challenge", "Cloudflare"},
    {"x-datadome", "", "DataDome"},
    {"x-amzn-waf-action", "captcha", "AWS WAF"},
    {"x-amzn-waf-action", "challenge", "AWS WAF"},
};

/// The special ones before the general.
constexpr TextMark challengeTexts[] = {
    {"cf-chl-", "Cloudflare"},
    {"/cdn-cgi/challenge-platform", "Cloudflare"},
    {"attention required! | cloudflare", "Cloudflare"},
    {"captcha-delivery.com", "DataDome"},
    {"px-captcha", "HUMAN"},
    {"_incapsula_resource", "Imperva"},
    {"errors.edgesuite.net", "Akamai"},
    {"awswafcaptcha", "AWS WAF"},
    {"g-recaptcha", "reCAPTCHA"},
    {"/recaptcha/", "reCAPTCHA"},
    {"hcaptcha.com", "hCaptcha"},
    {"h-captcha", "hCaptcha"},
    {"challenges.cloudflare.com/turnstile", "Turnstile"},
    {"geetest", "GeeTest"},
    {"arkoselabs.com", "Arkose"},
    {"unusual traffic from your", "unusual traffic"},
    {"automated requests", "automated requests"},
    {"are you a robot", "are you a robot"},
    {"verify you are human", "verify you are human"},
    {"verify that you are not a robot", "not a robot"},
    {"your ip has been blocked", "address blocked"},
    {"your ip address has been blocked", "address blocked"},
    {"captcha", "captcha"},
};

constexpr HeaderMark proxyHeaders[] = {
    {"x-squid-error", "", "squid"},   {"server", "squid", "squid"},   {"server", "tinyproxy", "tinyproxy"},
    {"server", "privoxy", "Privoxy"}, {"server", "polipo", "Polipo"}, {"server", "mitmproxy", "mitmproxy"},
    {"server", "3proxy", "3proxy"},   {"proxy-agent", "", "a proxy"}, {"proxy-status", "error=", "a proxy"},
};

template <size_t count>
const char *markIn(const Headers &headers, const HeaderMark (&marks)[count])
{
    for (const HeaderMark &mark : marks) {
        const bool isThere = std::ranges::any_of(headers, [&mark](const Header &header) {
            return header.name.compare(mark.name, Qt::CaseInsensitive) == 0 &&
                   header.value.toLower().contains(mark.value);
        });
        if (isThere)
            return mark.says;
    }
    return nullptr;
}

} // namespace

QString challengeIn(const Headers &headers, const QByteArray &text)
{
    if (const char *name = markIn(headers, challengeHeaders))
        return QString::fromLatin1(name);
    const QByteArray lower = text.toLower();
    const auto found =
        std::ranges::find_if(challengeTexts, [&lower](const TextMark &mark) { return lower.contains(mark.text); });
    return found == std::end(challengeTexts) ? QString() : QString::fromLatin1(found->says);
}

bool isByProxy(const Headers &headers)
{
    return markIn(headers, proxyHeaders) != nullptr;
}

} // namespace sluice::core
