// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyjudge.h"

#include "core/serve/httpresponse.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool isNonceByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool isNonce(const QByteArray &text)
{
    return text.size() <= maximumNonceBytes && std::all_of(text.begin(), text.end(), isNonceByte);
}

/// A JSON string of bytes: what is not printable ASCII, and what means something to HTML, is escaped.
QByteArray quoted(QByteArrayView bytes)
{
    constexpr QByteArrayView escaped = "\"\\<>&'";
    QByteArray text = "\"";
    for (const char c : bytes) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20 || code > 0x7e || escaped.contains(c))
            text += "\\u" + QByteArray::number(code, 16).rightJustified(4, '0');
        else
            text += c;
    }
    return text + '"';
}

QByteArray peerText(QHostAddress peer)
{
    bool isV4 = false;
    if (const quint32 v4 = peer.toIPv4Address(&isV4); isV4)
        peer = QHostAddress(v4);
    peer.setScopeId({}); // names an interface of this machine
    return peer.toString().toLatin1();
}

QByteArray headersText(const ServeRequest &request)
{
    QByteArray text = "[";
    for (const auto &[name, value] : request.headers)
        text += (text.size() > 1 ? ",[" : "[") + quoted(name) + ',' + quoted(value) + ']';
    return text + ']';
}

ServeResponse secured(ServeResponse response)
{
    response.headers += {{"Cache-Control", "no-store"},
                         {"X-Content-Type-Options", "nosniff"},
                         {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"},
                         {"Cross-Origin-Resource-Policy", "same-origin"},
                         {"Referrer-Policy", "no-referrer"}};
    return response;
}

} // namespace

ServeResponse answerAsJudge(const ServeRequest &request)
{
    if (request.path != "/")
        return secured(plainResponse(404, "This judge answers at / alone"));
    if (request.method != "GET" && request.method != "HEAD") {
        ServeResponse refusal = plainResponse(405, "This judge answers GET and HEAD alone");
        refusal.headers.append(QPair<QByteArray, QByteArray>("Allow", "GET, HEAD"));
        return secured(refusal);
    }
    const QByteArray nonce = request.query.queryItemValue(u"nonce"_s, QUrl::FullyDecoded).toUtf8();
    if (!isNonce(nonce))
        return secured(plainResponse(400, "A nonce has at most 64 letters, digits, - and _"));
    ServeResponse response;
    response.contentType = "application/json";
    response.body = "{\"judge\":\"sluice\",\"version\":1,\"method\":" + quoted(request.method) +
                    ",\"nonce\":" + quoted(nonce) + ",\"peer\":" + quoted(peerText(request.peer)) +
                    ",\"headers\":" + headersText(request) + "}\n";
    return secured(response);
}

ServeLimits judgeLimits()
{
    ServeLimits limits;
    limits.headerBytes = 16 * 1024;
    limits.bodyBytes = 0;
    limits.timeoutMs = 10'000;
    return limits;
}

} // namespace sluice::core
