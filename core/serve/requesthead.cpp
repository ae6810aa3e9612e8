// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/requesthead.h"

#include <algorithm>

namespace sluice::core {

namespace {

tl::unexpected<RequestRefusal> refuse(int status, const char *reason)
{
    return tl::unexpected<RequestRefusal>(RequestRefusal{status, QByteArray(reason)});
}

bool isTokenByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenByte);
}

bool isVisible(char c)
{
    return c > 0x20 && c < 0x7f;
}

bool isAllowedInValue(char c)
{
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

bool isSame(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QList<QByteArray> valuesOf(const ServeRequest &request, QByteArrayView name)
{
    QList<QByteArray> values;
    for (const auto &[header, value] : request.headers) {
        if (isSame(header, name))
            values.append(value);
    }
    return values;
}

bool listContains(const QList<QByteArray> &values, QByteArrayView token)
{
    for (const QByteArray &value : values) {
        for (const QByteArray &part : value.split(',')) {
            if (isSame(part.trimmed(), token))
                return true;
        }
    }
    return false;
}

Result<qint64, RequestRefusal> readContentLength(const QList<QByteArray> &lengths, qint64 maximum)
{
    if (lengths.isEmpty())
        return qint64(0);
    const QByteArray &text = lengths.constFirst();
    const bool isNumber =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (lengths.size() > 1 || !isNumber)
        return refuse(400, "Content-Length is not one number");
    bool isInRange = false;
    const qint64 length = text.toLongLong(&isInRange);
    if (!isInRange || length > maximum)
        return refuse(413, "The body is too large");
    return length;
}

} // namespace

Result<RequestLine, RequestRefusal> parseRequestLine(QByteArrayView line)
{
    const QList<QByteArray> parts = line.toByteArray().split(' ');
    if (parts.size() != 3 || !isToken(parts.at(0)))
        return refuse(400, "Malformed request line");
    const QByteArray &version = parts.at(2);
    if (!version.startsWith("HTTP/") || version.size() != 8 || version.at(6) != '.')
        return refuse(400, "Malformed HTTP version");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here");

    RequestLine result{parts.at(0), parts.at(1), {}, version == "HTTP/1.0"};
    const QByteArray &target = result.target;
    if (target.isEmpty() || !std::all_of(target.begin(), target.end(), isVisible))
        return refuse(400, "Malformed request target");
    if (target.startsWith('/') || (target == "*" && result.method == "OPTIONS"))
        return result;
    if (!isSame(QByteArrayView(target).first(std::min<qsizetype>(7, target.size())), "http://"))
        return refuse(400, "Malformed request target");
    const QByteArray rest = target.mid(7);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    result.authority = rest.first(std::distance(rest.begin(), end));
    if (result.authority.isEmpty())
        return refuse(400, "Malformed request target");
    return result;
}

Result<QPair<QByteArray, QByteArray>, RequestRefusal> parseHeaderLine(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return refuse(400, "Malformed header line");
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (!std::all_of(value.begin(), value.end(), isAllowedInValue))
        return refuse(400, "Control character in a header");
    return QPair<QByteArray, QByteArray>(line.first(colon).toByteArray(), value.toByteArray());
}

Result<RequestFraming, RequestRefusal> frameRequest(const ServeRequest &request, const RequestLine &line,
                                                    qint64 maximumBodyBytes)
{
    const auto hosts = valuesOf(request, "Host");
    if (hosts.size() > 1 || (hosts.isEmpty() && !line.isHttp10))
        return refuse(400, "Exactly one Host header is needed");

    RequestFraming framing;
    const auto lengths = valuesOf(request, "Content-Length");
    const auto encodings = valuesOf(request, "Transfer-Encoding");
    if (!encodings.isEmpty()) {
        if (!lengths.isEmpty() || line.isHttp10)
            return refuse(400, "Transfer-Encoding contradicts the rest of the request");
        if (encodings.size() > 1 || !isSame(encodings.constFirst(), "chunked"))
            return refuse(501, "The only transfer coding known here is chunked");
        framing.isChunked = true;
    }
    const auto length = readContentLength(lengths, maximumBodyBytes);
    if (!length)
        return tl::unexpected<RequestRefusal>(length.error());
    framing.contentLength = *length;

    const auto connection = valuesOf(request, "Connection");
    framing.isKeepAlive = line.isHttp10 ? listContains(connection, "keep-alive") : !listContains(connection, "close");
    const auto expectations = valuesOf(request, "Expect");
    if (!expectations.isEmpty() && !isSame(expectations.constFirst(), "100-continue"))
        return refuse(417, "The only expectation known here is 100-continue");
    framing.isContinueExpected = !expectations.isEmpty() && (framing.isChunked || framing.contentLength > 0);
    return framing;
}

bool isLoopbackHost(QByteArrayView host)
{
    QByteArray name = host.toByteArray().toLower();
    if (name.startsWith('['))
        return name == "[::1]" || name.startsWith("[::1]:");
    name = name.left(name.indexOf(':') < 0 ? name.size() : name.indexOf(':'));
    if (name.endsWith('.'))
        name.chop(1);
    if (name == "localhost" || name.endsWith(".localhost"))
        return true;
    QHostAddress address;
    return address.setAddress(QString::fromLatin1(name)) && address.isLoopback();
}

} // namespace sluice::core
