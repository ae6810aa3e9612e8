// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/fieldchecks.h"

#include "core/extract/userpattern.h"
#include "core/net/requestmethod.h"
#include "core/proxy/proxywish.h"
#include "core/url/address.h"
#include "core/url/weburl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype shownCharacters = 60;
constexpr qsizetype titleCharacters = 200;
constexpr qsizetype lineCharacters = 8'000;
constexpr qsizetype contentCharacters = 1'048'576;
constexpr QLatin1StringView secretPrefix("secret:");

QString got(const QString &text)
{
    return u", got "_s + shownJson(text);
}

bool hasControl(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

bool isToken(const QString &text)
{
    static const QRegularExpression token(u"\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"_s);
    return token.match(text).hasMatch();
}

} // namespace

QString shownJson(const QJsonValue &value)
{
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    QString text = QString::fromUtf8(json.mid(1, json.size() - 2));
    if (text.size() > shownCharacters)
        text = text.left(shownCharacters) + u"…"_s;
    return text;
}

QString checkSeed(const QString &text)
{
    const auto url = WebUrl::parse(text.toUtf8());
    if (!url)
        return u"expected an absolute http or https URL, got %1 (%2)"_s.arg(shownJson(withoutCredentials(text)),
                                                                            withoutCredentials(url.error().detail));
    if (url->hasCredentials())
        return u"expected a URL without user name and password, got one for %1; use a header such as "
               "Authorization with the value secret:NAME"_s.arg(shownJson(QString::fromLatin1(url->host())));
    return {};
}

QString checkPattern(const QString &text)
{
    const auto pattern = UserPattern::compile({text, 0});
    if (pattern)
        return {};
    return u"expected a regular expression, got %1 (position %2: %3)"_s.arg(
        shownJson(text), QString::number(pattern.error().position), pattern.error().detail);
}

QString checkTitle(const QString &text)
{
    if (text.size() <= titleCharacters && !hasControl(text))
        return {};
    return u"expected at most 200 characters on one line"_s + got(text);
}

QString checkRobotsToken(const QString &text)
{
    static const QRegularExpression token(u"\\A[A-Za-z_-]{1,200}\\z"_s);
    if (token.match(text).hasMatch())
        return {};
    return u"expected a product token of letters, '-' and '_'"_s + got(text);
}

QString checkUserAgent(const QString &text)
{
    const bool isAscii = std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (!text.trimmed().isEmpty() && isAscii && !hasControl(text) && text.size() <= lineCharacters)
        return {};
    return u"expected a preset's name or a user agent in printable ASCII"_s + got(text);
}

QString checkMediaType(const QString &text)
{
    static const QRegularExpression type(u"\\A[0-9A-Za-z][0-9A-Za-z!#$&^_.+-]{0,126}/"
                                         "(\\*|[0-9A-Za-z][0-9A-Za-z!#$&^_.+-]{0,126})\\z"_s);
    if (type.match(text).hasMatch())
        return {};
    return u"expected a media type such as \"text/html\" or \"text/*\""_s + got(text);
}

QString checkProxyCondition(const QString &text)
{
    const auto condition = proxyCondition(text);
    return condition ? QString() : condition.error();
}

QString checkProxy(const QString &text)
{
    if (text.isEmpty() || text == "pool"_L1)
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.password().isEmpty())
        return u"expected no password in a proxy's URL: write http://%1@%2:%3 and give the secret that is named "
               "\"%1@%2:%3\""_s.arg(url.userName(), url.host(), QString::number(url.port()));
    const bool hasScheme = url.scheme() == "http"_L1 || url.scheme() == "socks5"_L1;
    const bool isBare = (url.path().isEmpty() || url.path() == "/"_L1) && !url.hasQuery() && !url.hasFragment();
    if (url.isValid() && hasScheme && isBare && !url.host().isEmpty() && url.port() > 0 && !hasControl(text))
        return {};
    return u"expected http://[user@]host:port, socks5://[user@]host:port or pool"_s + got(withoutCredentials(text));
}

QString checkPath(const QString &text)
{
    if (!hasControl(text) && text.size() <= lineCharacters)
        return {};
    return u"expected a path"_s + got(text);
}

QString checkFolder(const QString &text)
{
    return text.trimmed().isEmpty() ? u"expected a folder's path"_s + got(text) : checkPath(text);
}

QString checkMethod(const QString &text)
{
    return methodFault(text.toUtf8(), false);
}

QString checkContent(const QString &text)
{
    if (text.size() <= contentCharacters && text.isValidUtf16())
        return {};
    return u"expected at most %1 characters of Unicode, got %2"_s.arg(contentCharacters).arg(text.size());
}

QString checkImageField(const QString &text)
{
    return text.isEmpty() ? u"expected a column's name"_s + got(text) : QString();
}

QString checkHost(const QString &text)
{
    static const QRegularExpression bare(u"\\A(\\[[0-9A-Fa-f:.]+\\]|[^\\s/?#@:\\\\\\[\\]]+)\\z"_s);
    if (bare.match(text).hasMatch() && WebUrl::parse("https://" + text.toUtf8() + '/'))
        return {};
    return u"expected a host name or an IP address, without scheme and port"_s + got(text);
}

QString checkHostAndPort(const QString &text)
{
    static const QRegularExpression port(u":[0-9]{1,5}\\z"_s);
    if (checkHost(QString(text).remove(port)).isEmpty() && WebUrl::parse("https://" + text.toUtf8() + '/'))
        return {};
    return u"expected a host name or an IP address, alone or with :port"_s + got(text);
}

QString checkHeaderName(const QString &text)
{
    static const QStringList own = {u"accept-encoding"_s, u"connection"_s, u"content-length"_s, u"host"_s,
                                    u"keep-alive"_s,      u"te"_s,         u"trailer"_s,        u"transfer-encoding"_s,
                                    u"upgrade"_s};
    if (!isToken(text))
        return u"expected a header's name"_s + got(text);
    if (own.contains(text.toLower()))
        return u"expected a header that Sluice does not set itself"_s + got(text);
    return {};
}

QString checkHeaderValue(const QString &text)
{
    // A tab is the one control character that a field value may hold.
    const bool isClean = !hasControl(QString(text).replace(u'\t', u' '));
    if (!isClean || text.trimmed() != text || text.size() > lineCharacters)
        return u"expected a header's value: one line without control characters or spaces around it"_s;
    if (text.startsWith(secretPrefix) && !checkSecretName(secretReference(text)).isEmpty())
        return u"expected a name after \"secret:\""_s;
    static const QRegularExpression within(u"[^A-Za-z0-9_-]secret:\\S"_s);
    if (secretReference(text).isNull() && within.match(text).hasMatch())
        return u"expected secret:NAME as the whole value: within a longer one it names no secret and would be sent as "
               "it stands there; keep all of the value, \"Bearer \" and the like included, in the secret"_s;
    return {};
}

QString checkCookieName(const QString &text)
{
    if (isToken(text))
        return {};
    return u"expected a cookie's name"_s + got(text);
}

QString checkSecretName(const QString &text)
{
    if (!text.trimmed().isEmpty() && text.size() <= titleCharacters && !hasControl(text))
        return {};
    return u"expected a secret's name of 1 to 200 printable characters"_s + got(text);
}

QString checkLoginUser(const QString &text)
{
    if (!text.isEmpty() && text.size() <= titleCharacters && !hasControl(text) && !text.contains(u':'))
        return {};
    // What follows a colon may be the password.
    return u"expected a user's name without colon; the password is the secret named user@host"_s;
}

bool isSecretHeader(const QString &name)
{
    static const QStringList names = {u"cookie"_s, u"authorization"_s, u"proxy-authorization"_s};
    return names.contains(name.toLower());
}

QString secretReference(const QString &value)
{
    return value.startsWith(secretPrefix) ? value.mid(secretPrefix.size()) : QString();
}

} // namespace sluice::core
