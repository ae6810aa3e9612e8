// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/answerchecks.h"

#include <QHash>

#include <algorithm>
#include <cctype>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumHeaderBytes = 256 << 10;
constexpr qsizetype maximumHeaders = 1'000;

/// The length in one Content-Length value, -1 for anything but digits that fit.
qint64 lengthOf(QByteArrayView text)
{
    const QByteArrayView digits = text.trimmed();
    const bool isNumber = !digits.isEmpty() && digits.size() <= 18 &&
                          std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? digits.toLongLong() : -1;
}

void readLength(const QByteArray &value, Framing &framing)
{
    const QList<QByteArray> parts = value.split(','); // Qt joins repeated headers
    for (const QByteArray &part : parts) {
        const qint64 length = lengthOf(part);
        if (length < 0)
            framing.fault = u"Content-Length \"%1\" is not a length"_s.arg(QString::fromLatin1(value.left(100)));
        else if (framing.contentLength >= 0 && framing.contentLength != length)
            framing.fault = u"different Content-Lengths: %1"_s.arg(QString::fromLatin1(value.left(100)));
        else
            framing.contentLength = length;
        if (!framing.fault.isEmpty())
            return;
    }
    framing.isLengthRepeated = parts.size() > 1;
}

bool isProxyError(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError;
}

} // namespace

Framing framingOf(const Headers &headers)
{
    Framing framing;
    if (headers.size() > maximumHeaders) {
        framing.fault =
            u"the answer has %1 headers, over the %2 that are read"_s.arg(headers.size()).arg(maximumHeaders);
        return framing;
    }
    qsizetype bytes = 0;
    for (const Header &header : headers) {
        bytes += header.name.size() + header.value.size() + 4;
        if (header.name.compare("Content-Length", Qt::CaseInsensitive) == 0)
            readLength(header.value, framing);
        else if (header.name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0)
            framing.isChunked = header.value.toLower().contains("chunked");
    }
    if (framing.isChunked) {
        framing.contentLength = -1; // RFC 9112, 6.3: the transfer coding decides
        framing.isLengthRepeated = false;
    }
    if (bytes > maximumHeaderBytes)
        framing.fault = u"the headers have over %1 KiB"_s.arg(maximumHeaderBytes >> 10);
    return framing;
}

Headers headersIn(QByteArrayView head)
{
    Headers headers;
    const QList<QByteArray> lines = head.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            headers.append({line.first(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    return headers;
}

Headers joined(const Headers &headers)
{
    Headers once;
    QHash<QByteArray, qsizetype> places; // by lower-case name
    for (const Header &header : headers) {
        const QByteArray key = header.name.toLower();
        const auto place = places.constFind(key);
        if (place != places.cend()) {
            once[*place].value += (key == "set-cookie" ? "\n" : ", ") + header.value;
            continue;
        }
        places.insert(key, once.size());
        once.append(header);
    }
    return once;
}

std::optional<qint64> chunkSizeIn(QByteArrayView line)
{
    const qsizetype extension = line.indexOf(';');
    const QByteArray size = line.first(extension < 0 ? line.size() : extension).trimmed().toByteArray();
    const bool isHex =
        !size.isEmpty() && std::all_of(size.begin(), size.end(), [](uchar c) { return std::isxdigit(c) != 0; });
    bool fits = false;
    const qint64 bytes = size.toLongLong(&fits, 16);
    return isHex && fits ? std::optional(bytes) : std::nullopt;
}

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

bool isTypeAccepted(QByteArrayView contentType, const QList<QByteArray> &accepted)
{
    const QByteArray type = mediaType(contentType);
    if (accepted.isEmpty() || type.isEmpty())
        return true;
    return std::any_of(accepted.begin(), accepted.end(), [&type](const QByteArray &pattern) {
        if (pattern == "*/*" || pattern == "*")
            return true;
        return pattern.endsWith("/*") ? type.startsWith(QByteArrayView(pattern).chopped(1)) : type == pattern;
    });
}

bool isAnswer(QNetworkReply::NetworkError error, int status, const ProxyAddress &proxy)
{
    if (error == QNetworkReply::NoError)
        return status >= 200;
    if (status < 400)
        return false;
    if (error == QNetworkReply::ProxyAuthenticationRequiredError)
        return proxy.kind == ProxyKind::Direct; // an origin that answers 407 by itself
    const bool isContentError =
        error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError;
    const bool isServerError =
        error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError;
    return isContentError || isServerError || error == QNetworkReply::ProtocolInvalidOperationError;
}

FetchFault faultOf(QNetworkReply::NetworkError error, const ProxyAddress &proxy, bool isSent, bool isSecure)
{
    if (isProxyError(error))
        return FetchFault::Proxy;
    // To an http URL an HTTP proxy is the peer itself, so that failing to reach it looks like any other failure. To an
    // https URL Qt says "refused" of a proxy that denies the tunnel.
    const bool isProxyPeer = proxy.kind == ProxyKind::Http && !isSecure;
    const bool isProxyRefusing = proxy.kind == ProxyKind::Http && !isSent;
    switch (error) {
    case QNetworkReply::NoError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return FetchFault::Protocol;
    case QNetworkReply::HostNotFoundError:
        return isProxyPeer ? FetchFault::Proxy : FetchFault::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return isProxyPeer || isProxyRefusing ? FetchFault::Proxy : FetchFault::ConnectionRefused;
    case QNetworkReply::TimeoutError:
        return isSent ? FetchFault::Timeout : FetchFault::ConnectTimeout;
    case QNetworkReply::SslHandshakeFailedError:
        return FetchFault::Tls;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::ContentReSendError:
        return FetchFault::ConnectionLost;
    case QNetworkReply::UnknownNetworkError: // unreachable network or host, or a proxy that is not there
        if (isSent)
            return FetchFault::ConnectionLost;
        return proxy.kind == ProxyKind::Direct ? FetchFault::ConnectionRefused : FetchFault::Proxy;
    case QNetworkReply::OperationCanceledError:
        return FetchFault::Cancelled;
    default: // the enumeration is Qt's and open; what is left never comes from a GET with manual redirects
        return FetchFault::Other;
    }
}

} // namespace sluice::core
