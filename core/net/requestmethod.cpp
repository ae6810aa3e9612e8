// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/requestmethod.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype longestMethod = 40;
constexpr int tooManyRequests = 429;
constexpr int serviceUnavailable = 503;

bool isLetterOrDigit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

bool isMethodCharacter(char c)
{
    const bool isSmall = c >= 'a' && c <= 'z';
    return !isSmall && (isLetterOrDigit(c) || QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

/// A name or a value of a form as it is sent.
bool isFormText(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscape =
            text[i] == '%' && i + 2 < text.size() && isHexDigit(text[i + 1]) && isHexDigit(text[i + 2]);
        if (!isEscape && !isLetterOrDigit(text[i]) && !QByteArrayView("*-._+").contains(text[i]))
            return false;
    }
    return true;
}

bool isForm(const QByteArray &content)
{
    const QList<QByteArray> pairs = content.split('&');
    return std::all_of(pairs.cbegin(), pairs.cend(), [](const QByteArray &pair) {
        const qsizetype equals = pair.indexOf('=');
        return equals > 0 && isFormText(QByteArrayView(pair).first(equals)) &&
               isFormText(QByteArrayView(pair).sliced(equals + 1));
    });
}

} // namespace

bool isIdempotent(QByteArrayView method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "PUT" || method == "DELETE";
}

bool mayHaveContent(QByteArrayView method)
{
    return method != "GET" && method != "HEAD";
}

QString methodFault(QByteArrayView method, bool hasContent)
{
    const QString name = QString::fromLatin1(method.first(std::min(method.size(), longestMethod)));
    const bool isToken = !method.isEmpty() && method.size() <= longestMethod &&
                         std::all_of(method.begin(), method.end(), isMethodCharacter);
    if (!isToken)
        return u"expected a method in capitals such as GET or POST, got “%1”"_s.arg(name);
    if (method == "CONNECT" || method == "TRACE")
        return u"%1 asks for no page and is not sent"_s.arg(name);
    if (hasContent && !mayHaveContent(method))
        return u"%1 takes no content; use POST, PUT or PATCH"_s.arg(name);
    return {};
}

QByteArray methodAfterRedirect(int status, const QByteArray &method)
{
    const bool isSeeOther = status == 303 && method != "HEAD";
    const bool isOldHabit = (status == 301 || status == 302) && method == "POST";
    return isSeeOther || isOldHabit ? "GET"_ba : method;
}

bool mayBeAskedAgain(QByteArrayView method, const FetchResult &result)
{
    if (isIdempotent(method))
        return true;
    if (result)
        return result->status == tooManyRequests || result->status == serviceUnavailable;
    const FetchFault fault = result.error().kind;
    return fault == FetchFault::HostNotFound || fault == FetchFault::ConnectionRefused ||
           fault == FetchFault::ConnectTimeout;
}

QByteArray defaultContentType(const QByteArray &content)
{
    if (isForm(content))
        return "application/x-www-form-urlencoded"_ba;
    QJsonParseError error;
    QJsonDocument::fromJson(content, &error);
    return error.error == QJsonParseError::NoError ? "application/json"_ba : "text/plain;charset=UTF-8"_ba;
}

bool isContentHeader(const QByteArray &name)
{
    constexpr QByteArrayView names[] = {"Content-Type", "Content-Encoding", "Content-Language", "Content-Location"};
    return std::any_of(std::begin(names), std::end(names),
                       [&name](QByteArrayView each) { return name.compare(each, Qt::CaseInsensitive) == 0; });
}

} // namespace sluice::core
