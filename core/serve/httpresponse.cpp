// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/httpresponse.h"

#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

struct Phrase
{
    int status;
    const char *text;
};

constexpr std::array phrases = {
    Phrase{200, "OK"},
    Phrase{201, "Created"},
    Phrase{202, "Accepted"},
    Phrase{204, "No Content"},
    Phrase{206, "Partial Content"},
    Phrase{301, "Moved Permanently"},
    Phrase{302, "Found"},
    Phrase{303, "See Other"},
    Phrase{304, "Not Modified"},
    Phrase{307, "Temporary Redirect"},
    Phrase{308, "Permanent Redirect"},
    Phrase{400, "Bad Request"},
    Phrase{401, "Unauthorized"},
    Phrase{403, "Forbidden"},
    Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"},
    Phrase{408, "Request Timeout"},
    Phrase{413, "Content Too Large"},
    Phrase{415, "Unsupported Media Type"},
    Phrase{417, "Expectation Failed"},
    Phrase{421, "Misdirected Request"},
    Phrase{422, "Unprocessable Content"},
    Phrase{429, "Too Many Requests"},
    Phrase{431, "Request Header Fields Too Large"},
    Phrase{500, "Internal Server Error"},
    Phrase{501, "Not Implemented"},
    Phrase{503, "Service Unavailable"},
    Phrase{505, "HTTP Version Not Supported"},
};

bool isAddedHere(const QByteArray &name)
{
    constexpr std::array<QByteArrayView, 4> names = {"Content-Length", "Connection", "Date", "Transfer-Encoding"};
    return std::any_of(names.begin(), names.end(),
                       [&](QByteArrayView own) { return own.compare(name, Qt::CaseInsensitive) == 0; });
}

bool isSafe(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool hasNoContent(int status)
{
    return status < 200 || status == 204 || status == 304;
}

void appendHeader(QByteArray &head, const QByteArray &name, const QByteArray &value)
{
    if (!name.isEmpty() && isSafe(name) && isSafe(value))
        head += name + ": " + value + "\r\n";
}

} // namespace

QByteArray reasonPhrase(int status)
{
    const auto found =
        std::find_if(phrases.begin(), phrases.end(), [=](const Phrase &phrase) { return phrase.status == status; });
    return found == phrases.end() ? QByteArrayLiteral("Status") : QByteArray(found->text);
}

QByteArray serializeHead(const ServeResponse &response, const ResponseFraming &framing)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    appendHeader(out, "Date",
                 QLocale::c().toString(framing.now.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1());
    if (!hasNoContent(response.status)) {
        if (!response.contentType.isEmpty())
            appendHeader(out, "Content-Type", response.contentType);
        appendHeader(out, "Content-Length", QByteArray::number(response.body.size()));
    }
    for (const auto &[name, value] : response.headers) {
        if (!isAddedHere(name))
            appendHeader(out, name, value);
    }
    appendHeader(out, "Connection", framing.isKeepAlive ? "keep-alive" : "close");
    out += "\r\n";
    return out;
}

QByteArray contentOf(const ServeResponse &response, const ResponseFraming &framing)
{
    return hasNoContent(response.status) || framing.isHead ? QByteArray() : response.body;
}

QByteArray serializeResponse(const ServeResponse &response, const ResponseFraming &framing)
{
    return serializeHead(response, framing) + contentOf(response, framing);
}

ServeResponse plainResponse(int status, const QByteArray &reason)
{
    ServeResponse response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = reason + '\n';
    return response;
}

} // namespace sluice::core
