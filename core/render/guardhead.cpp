// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/guardhead.h"

#include <algorithm>
#include <initializer_list>

namespace sluice::core {

namespace {

bool isAny(const QByteArray &name, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(),
                       [&name](const char *each) { return name.compare(each, Qt::CaseInsensitive) == 0; });
}

/// Of one connection, never passed on (RFC 9110, 7.6.1).
bool isForConnection(const QByteArray &name)
{
    return isAny(name, {"Connection", "Proxy-Connection", "Keep-Alive"});
}

QList<QByteArray> linesOf(const QByteArray &head)
{
    QList<QByteArray> lines;
    for (const QByteArray &line : head.split('\n')) {
        lines.append(line.endsWith('\r') ? line.chopped(1) : line);
        if (lines.size() > 1 && lines.last().isEmpty())
            break;
    }
    return lines;
}

Headers headersOf(const QList<QByteArray> &lines)
{
    Headers headers;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0)
            headers.append({lines[i].left(colon), lines[i].mid(colon + 1).trimmed()});
    }
    return headers;
}

QByteArray lines(const Headers &headers)
{
    QByteArray text;
    for (const Header &header : headers)
        text += header.name + ": " + header.value + "\r\n";
    return text;
}

/// "host", "host:port", "[address]:port". False where it is none of these.
bool takeAuthority(const QByteArray &authority, quint16 defaultPort, GuardRequest &request)
{
    if (authority.isEmpty() || authority.contains('@'))
        return false;
    const qsizetype bracket = authority.lastIndexOf(']');
    const qsizetype colon = authority.indexOf(':', bracket < 0 ? 0 : bracket);
    const QByteArray name = colon < 0 ? authority : authority.left(colon);
    bool isNumber = true;
    request.port = colon < 0 ? defaultPort : authority.mid(colon + 1).toUShort(&isNumber);
    request.host = QString::fromLatin1(name.startsWith('[') ? name.mid(1, name.size() - 2) : name).toLower();
    return isNumber && request.port != 0 && !request.host.isEmpty();
}

bool takeTarget(GuardRequest &request)
{
    if (request.isTunnel)
        return takeAuthority(request.target, 0, request);
    static const QByteArray scheme = "http://";
    if (!request.target.toLower().startsWith(scheme))
        return false;
    const QByteArray rest = request.target.mid(scheme.size());
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const qsizetype size = end - rest.begin();
    request.path = rest.mid(size);
    if (!request.path.startsWith('/'))
        request.path.prepend('/');
    return takeAuthority(rest.left(size), 80, request);
}

} // namespace

std::optional<GuardRequest> readGuardRequest(const QByteArray &head)
{
    const QList<QByteArray> all = linesOf(head);
    const QList<QByteArray> parts = all.first().split(' ');
    if (parts.size() != 3 || !parts[2].startsWith("HTTP/1."))
        return {};
    GuardRequest request;
    request.method = parts[0];
    request.isTunnel = parts[0] == "CONNECT";
    request.target = parts[1];
    if (!takeTarget(request))
        return {};
    for (const Header &header : headersOf(all)) {
        if (isAny(header.name, {"Proxy-Authorization"}) && header.value.startsWith("Basic "))
            request.credentials = QByteArray::fromBase64(header.value.mid(6));
        else if (!isForConnection(header.name) && !isAny(header.name, {"Proxy-Authorization"}))
            request.headers.append(header);
    }
    return request;
}

QByteArray onwardHead(const GuardRequest &request, const std::optional<QByteArray> &proxyCredentials)
{
    const bool isWhole = proxyCredentials || request.isTunnel;
    QByteArray head = request.method + ' ' + (isWhole ? request.target : request.path) + " HTTP/1.1\r\n";
    head += lines(request.headers);
    if (proxyCredentials && !proxyCredentials->isEmpty())
        head += "Proxy-Authorization: Basic " + proxyCredentials->toBase64() + "\r\n";
    if (!request.isTunnel)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

std::optional<GuardResponse> readGuardResponse(const QByteArray &head)
{
    const QList<QByteArray> all = linesOf(head);
    const QByteArray &line = all.first();
    if (!line.startsWith("HTTP/1."))
        return {};
    bool isNumber = false;
    const int status = line.mid(line.indexOf(' ') + 1).left(3).toInt(&isNumber);
    if (!isNumber || status < 100 || status > 999)
        return {};
    return GuardResponse{status, line, headersOf(all)};
}

QByteArray returnedHead(const GuardResponse &response)
{
    Headers kept = response.headers;
    kept.removeIf([](const Header &header) { return isForConnection(header.name); });
    const bool isInterim = response.status < 200;
    return response.line + "\r\n" + lines(kept) + (isInterim ? "\r\n" : "Connection: close\r\n\r\n");
}

} // namespace sluice::core
