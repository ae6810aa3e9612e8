// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyaddress.h"

#include "core/proxy/proxyhosts.h"
#include "core/url/percentencoding.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumCharacters = 2048;
constexpr qsizetype maximumCredential = 255; // as SOCKS5 has it (RFC 1929)

struct Credentials
{
    QString user;
    QString password;
};

/// What is left of a text when scheme and credentials are off.
struct Authority
{
    QString host; ///< IPv6 without brackets
    QString port;
    Credentials credentials; ///< of host:port:user:password
};

std::optional<ProxyType> typeOfScheme(const QString &scheme)
{
    if (scheme == "http"_L1)
        return ProxyType::Http;
    if (scheme == "https"_L1)
        return ProxyType::Https;
    if (scheme == "socks5"_L1 || scheme == "socks5h"_L1 || scheme == "socks"_L1)
        return ProxyType::Socks5;
    if (scheme == "socks4"_L1 || scheme == "socks4a"_L1)
        return ProxyType::Socks4;
    return std::nullopt;
}

bool hasControl(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

QString decoded(const QString &text)
{
    return QString::fromUtf8(percentDecoded(text.toUtf8()));
}

Credentials credentialsOf(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    return colon < 0 ? Credentials{decoded(text), {}}
                     : Credentials{decoded(text.left(colon)), decoded(text.mid(colon + 1))};
}

QString withoutTail(QString text)
{
    while (text.endsWith(u'/'))
        text.chop(1);
    return text;
}

/// Takes "port" or "port:user:password" apart.
void takePort(const QString &text, Authority &authority)
{
    const qsizetype second = text.indexOf(u':');
    const qsizetype third = second < 0 ? -1 : text.indexOf(u':', second + 1);
    if (third < 0) {
        authority.port = text;
        return;
    }
    authority.port = text.left(second);
    authority.credentials = {text.mid(second + 1, third - second - 1), text.mid(third + 1)};
}

Result<Authority, QString> bracketed(const QString &text)
{
    const qsizetype end = text.indexOf(u']');
    if (end < 0)
        return tl::unexpected(u"a bracket is not closed"_s);
    Authority authority;
    authority.host = text.mid(1, end - 1);
    if (!authority.host.contains(u':'))
        return tl::unexpected(u"brackets are for IPv6 addresses"_s);
    const QString rest = text.mid(end + 1);
    if (!rest.startsWith(u':'))
        return tl::unexpected(u"no port"_s);
    takePort(rest.mid(1), authority);
    return authority;
}

Result<Authority, QString> authorityOf(const QString &text)
{
    if (text.startsWith(u'['))
        return bracketed(text);
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0)
        return tl::unexpected(u"no port"_s);
    if (text.count(u':') > 1 && parseProxyHost(text))
        return tl::unexpected(u"an IPv6 address needs brackets before its port: [%1]:PORT"_s.arg(text.left(60)));
    Authority authority;
    authority.host = text.left(colon);
    takePort(text.mid(colon + 1), authority);
    return authority;
}

Result<quint16, QString> portOf(const QString &text)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 10 &&
                          std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (text.isEmpty())
        return tl::unexpected(u"no port"_s);
    // Not quoted: it may be a piece of a password.
    if (!isNumber)
        return tl::unexpected(u"the port is no number"_s);
    const qulonglong port = text.toULongLong();
    if (port == 0 || port > 65535)
        return tl::unexpected(u"the port is not within 1 to 65535"_s);
    return quint16(port);
}

Result<void, QString> checkCredentials(const Credentials &credentials)
{
    if (hasControl(credentials.user) || hasControl(credentials.password))
        return tl::unexpected(u"control characters in the credentials"_s);
    if (credentials.user.size() > maximumCredential || credentials.password.size() > maximumCredential)
        return tl::unexpected(u"user or password is longer than %1 characters"_s.arg(maximumCredential));
    if (credentials.user.contains(u':'))
        return tl::unexpected(u"a colon in the user's name"_s); // Basic authentication cannot say it (RFC 7617)
    return {};
}

Result<void, QString> fill(WrittenProxy &proxy, const Authority &authority, const Credentials &credentials)
{
    if (authority.host.contains(u'/') || authority.host.contains(u'?') || authority.port.contains(u'/') ||
        authority.port.contains(u'?'))
        return tl::unexpected(u"a page's address, not a proxy's: there is a path behind the host"_s);
    const auto host = parseProxyHost(authority.host);
    if (!host)
        return tl::unexpected(host.error());
    const auto port = portOf(authority.port);
    if (!port)
        return tl::unexpected(port.error());
    if (const auto checked = checkCredentials(credentials); !checked)
        return checked;
    proxy.key.host = host->text;
    proxy.key.port = *port;
    proxy.key.user = credentials.user;
    proxy.password = credentials.password;
    proxy.isNear = host->isNear;
    return {};
}

Result<void, QString> takeScheme(QString &text, WrittenProxy &proxy)
{
    const qsizetype end = text.indexOf("://"_L1);
    if (end < 0)
        return {};
    const auto type = typeOfScheme(text.left(end).toLower());
    if (!type)
        return tl::unexpected(u"not a proxy's scheme: expected http, https, socks5 or socks4"_s);
    proxy.key.type = *type;
    proxy.hasScheme = true;
    text.remove(0, end + 3);
    return {};
}

} // namespace

Result<WrittenProxy, QString> parseProxy(const QString &text, ProxyType fallback)
{
    QString rest = text.trimmed();
    if (rest.isEmpty())
        return tl::unexpected(u"nothing there"_s);
    if (rest.size() > maximumCharacters)
        return tl::unexpected(u"longer than %1 characters"_s.arg(maximumCharacters));
    if (hasControl(rest))
        return tl::unexpected(u"control characters"_s);
    WrittenProxy proxy;
    proxy.key.type = fallback;
    if (const auto taken = takeScheme(rest, proxy); !taken)
        return tl::unexpected(taken.error());
    // A password may hold an @ itself, a host cannot.
    const qsizetype at = rest.lastIndexOf(u'@');
    const auto authority = authorityOf(withoutTail(rest.mid(at + 1)));
    if (!authority)
        return tl::unexpected(authority.error());
    const Credentials credentials = at < 0 ? authority->credentials : credentialsOf(rest.left(at));
    if (at >= 0 && !authority->credentials.user.isNull())
        return tl::unexpected(u"the port is no number"_s);
    if (const auto filled = fill(proxy, *authority, credentials); !filled)
        return tl::unexpected(filled.error());
    return proxy;
}

QString secretNameOf(const ProxyKey &key)
{
    const bool isIpv6 = key.host.contains(u':');
    return u"%1@%2:%3"_s.arg(key.user, isIpv6 ? u'[' + key.host + u']' : key.host, QString::number(key.port));
}

ProxyAddress addressOf(const ProxyKey &key, const QString &password)
{
    if (!isUsable(key.type))
        return {};
    const ProxyKind kind = key.type == ProxyType::Socks5 ? ProxyKind::Socks5 : ProxyKind::Http;
    return {kind, key.host, key.port, key.user, password};
}

ProxyRecord recordOf(const WrittenProxy &proxy, const QString &source)
{
    ProxyRecord record;
    record.key = proxy.key;
    record.source = source;
    record.isNear = proxy.isNear;
    if (!isUsable(proxy.key.type)) {
        record.state = ProxyState::Unsupported;
        record.reason = u"SOCKS4 proxies are listed, but not used"_s;
    }
    return record;
}

} // namespace sluice::core
