// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

/// What single texts of a CrawlSpec must look like. Each check returns what was expected and, where it is no secret,
/// what came instead; empty when the text is right.
namespace sluice::core {

using TextCheck = QString (*)(const QString &);

/// `value` as JSON on one line, shortened, to stand after "got".
[[nodiscard]] QString shownJson(const QJsonValue &value);

/// An absolute http or https URL without user name and password.
[[nodiscard]] QString checkSeed(const QString &text);
/// A Perl-compatible regular expression; the message names the position (0-based) of the fault.
[[nodiscard]] QString checkPattern(const QString &text);
/// At most 200 characters on one line; may be empty.
[[nodiscard]] QString checkTitle(const QString &text);
/// A product token (RFC 9309, section 2.2.1): letters, '-' and '_'.
[[nodiscard]] QString checkRobotsToken(const QString &text);
/// A preset's name or a whole User-Agent value.
[[nodiscard]] QString checkUserAgent(const QString &text);
/// "type/subtype" or "type/*" (RFC 6838, section 4.2).
[[nodiscard]] QString checkMediaType(const QString &text);
/// http://[user@]host:port or socks5://[user@]host:port, "pool", or empty; a password is refused.
[[nodiscard]] QString checkProxy(const QString &text);
/// KEY=VALUE, as proxyCondition() reads it.
[[nodiscard]] QString checkProxyCondition(const QString &text);
/// A path without control characters, or empty.
[[nodiscard]] QString checkPath(const QString &text);
/// The same, but not empty.
[[nodiscard]] QString checkFolder(const QString &text);
/// A column's name.
[[nodiscard]] QString checkImageField(const QString &text);
/// A method that requests are sent with: methodFault() finds nothing.
[[nodiscard]] QString checkMethod(const QString &text);
/// What a request can carry: at most 1,048,576 characters, without lone surrogates.
[[nodiscard]] QString checkContent(const QString &text);
/// A host name or IP address alone.
[[nodiscard]] QString checkHost(const QString &text);
/// The same, with or without ":port".
[[nodiscard]] QString checkHostAndPort(const QString &text);
/// A token (RFC 9110, section 5.6.2) that is not one of the headers the fetcher itself sets.
[[nodiscard]] QString checkHeaderName(const QString &text);
/// A field value (RFC 9110, section 5.5), or "secret:NAME". "secret:" within a longer value is refused: it would go out
/// as it stands there.
[[nodiscard]] QString checkHeaderValue(const QString &text);
/// A cookie's name (RFC 6265, section 4.1.1).
[[nodiscard]] QString checkCookieName(const QString &text);
/// 1 to 200 printable characters.
[[nodiscard]] QString checkSecretName(const QString &text);

/// A user's name in HTTP authentication: without a colon, which Basic takes for its end (RFC 7617, section 2).
[[nodiscard]] QString checkLoginUser(const QString &text);

/// Cookie, Authorization and Proxy-Authorization: headers whose value must be a secret's name.
[[nodiscard]] bool isSecretHeader(const QString &name);
/// The NAME of a whole value "secret:NAME"; null when `value` is none.
[[nodiscard]] QString secretReference(const QString &value);

} // namespace sluice::core
