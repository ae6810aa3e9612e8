// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/misbehaviour.h"

#include "tests/support/misbehavingserver.h"

#include <QTimer>

namespace sluice::test {

namespace {

using Request = MisbehavingServer::Request;

const QByteArray chunkedHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
const QByteArray endlessHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";

/// Writes `bytes`, then closes.
MisbehavingServer::Handler thenClose(const QByteArray &bytes)
{
    return [bytes](ServedConnection &connection, const Request &) {
        connection.write(bytes);
        connection.close();
    };
}

QByteArray encoded(const QByteArray &body, const QByteArray &encoding)
{
    return httpAnswer(200, body, "text/html", "Content-Encoding: " + encoding + "\r\n");
}

QByteArray redirectTo(const QByteArray &location)
{
    return httpAnswer(302, "<p>elsewhere", "text/html", "Location: " + location + "\r\n");
}

void addHonest(MisbehavingServer &server)
{
    server.add("/ok", httpAnswer(200, honestPage()));
    server.add("/empty", httpAnswer(200, {}));
    server.add("/empty-chunked", chunkedHead + chunked({}));
    server.add("/chunked", chunkedHead + chunked(honestPage(), 100));
    server.add("/chunked-whole", chunkedHead + chunked(honestPage() + "</html>", 100));
    server.add("/chunked-gzip", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n" +
                                    chunked(gzipped(honestPage()), 100));
    server.add("/no-length", thenClose(endlessHead + honestPage()));
    server.add("/no-content", "HTTP/1.1 204 No Content\r\n\r\n");
    server.add("/not-modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n");
    server.add("/redirect", redirectTo("/ok"));
    server.add("/redirect-loop", redirectTo("/redirect-loop"));
    server.add("/charset",
               httpAnswer(200, "<title>\xcf\xf0\xe8\xe2\xe5\xf2</title>", "text/html; charset=windows-1251"));
    server.add("/cookies",
               httpAnswer(200, honestPage(), "text/html", "Set-Cookie: a=1\r\nSet-Cookie: b=2; Path=/\r\n"));
    server.add("/image", httpAnswer(200, QByteArray(5'000, '\x89'), "image/png"));
    server.add("/big", [](ServedConnection &connection, const Request &request) {
        connection.write(httpAnswer(200, QByteArray(request.query.toInt(), 'x')));
    });
    server.add("/echo", [](ServedConnection &connection, const Request &request) {
        QByteArray text = request.method + ' ' + request.target + '\n';
        for (const auto &[name, value] : request.headers)
            text += name + ": " + value + '\n';
        connection.write(httpAnswer(200, text, "text/plain"));
    });
}

void addStatuses(MisbehavingServer &server)
{
    for (const int status : {400, 401, 403, 404, 405, 407, 410, 418, 451, 500, 501, 502, 504})
        server.add('/' + QByteArray::number(status), httpAnswer(status, "<p>status " + QByteArray::number(status)));
    server.add("/429", httpAnswer(429, "<p>slow down", "text/html", "Retry-After: 120\r\n"));
    server.add("/503", httpAnswer(503, "<p>too busy", "text/html", "Retry-After: 7\r\n"));
    server.add("/401-basic", httpAnswer(401, "<p>who are you", "text/html", "WWW-Authenticate: Basic realm=\"x\"\r\n"));
}

void addEncoded(MisbehavingServer &server)
{
    const QByteArray gzip = gzipped(honestPage());
    server.add("/gzip", encoded(gzip, "gzip"));
    server.add("/deflate", encoded(deflated(honestPage()), "deflate"));
    server.add("/br", encoded(brotlied(honestPage()), "br"));
    server.add("/zstd", encoded(zstded(honestPage()), "zstd"));
    server.add("/gzip-cut", encoded(gzip.first(gzip.size() / 2), "gzip"));
    server.add("/not-gzip", encoded("this was never compressed", "gzip"));
    server.add("/bomb", [](ServedConnection &connection, const Request &) {
        connection.write(encoded(gzipped(QByteArray(64 << 20, '\0')), "gzip"));
    });
}

QByteArray withLengths(const QByteArray &lengths)
{
    QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    for (const QByteArray &length : lengths.split(' '))
        head += "Content-Length: " + length + "\r\n";
    return head + "\r\n";
}

void addBroken(MisbehavingServer &server)
{
    server.add("/drop", thenClose({}));
    server.add("/short-body", thenClose(withLengths("1000") + "only this"));
    server.add("/cut-chunk", thenClose(chunkedHead + "400\r\nonly this"));
    server.add("/no-last-chunk", thenClose(chunkedHead + "5\r\nhello\r\n"));
    server.add("/bad-chunk", thenClose(chunkedHead + "ZZZ\r\nhello\r\n0\r\n\r\n"));
    server.add("/late-bad-chunk", thenClose(chunkedHead + "5\r\nhello\r\nZZZ\r\nhello\r\n0\r\n\r\n"));
    server.add("/bad-chunk-open", chunkedHead + "ZZZ\r\nhello\r\n0\r\n\r\n");
    server.add("/two-lengths", withLengths("5 7") + "hello, you");
    server.add("/same-lengths", withLengths("5 5") + "hello");
    server.add("/negative-length", withLengths("-5") + "hello");
    server.add("/word-length", withLengths("five") + "hello");
    QByteArray huge; // no field of it over what Qt takes
    for (int i = 0; i < 300; ++i)
        huge += "X-Huge-" + QByteArray::number(i) + ": " + QByteArray(1'000, 'h') + "\r\n";
    server.add("/huge-header", httpAnswer(200, honestPage(), "text/html", huge));
    server.add("/monstrous-header",
               httpAnswer(200, honestPage(), "text/html", "X-Huge: " + QByteArray(2 << 20, 'h') + "\r\n"));
    server.add("/garbage", thenClose("this is no HTTP at all\r\n\r\n"));
    server.add("/reset", [](ServedConnection &connection, const Request &) {
        connection.write(withLengths("1000000") + QByteArray(1'000, 'r'));
        connection.reset();
    });
    server.add("/reset-early", [](ServedConnection &connection, const Request &) { connection.reset(); });
}

void addSlow(MisbehavingServer &server)
{
    server.add("/slow", [](ServedConnection &connection, const Request &request) {
        QTimer::singleShot(request.query.toInt(), &connection,
                           [&connection] { connection.write(httpAnswer(200, honestPage())); });
    });
    server.add("/never-answers", [](ServedConnection &, const Request &) {});
    server.add("/never-ends", withLengths("1000") + "only this, and then silence");
    server.add("/trickle", [](ServedConnection &connection, const Request &) {
        connection.write(withLengths("1000000"));
        connection.repeat(".", 20);
    });
    server.add("/endless", [](ServedConnection &connection, const Request &) {
        connection.write(endlessHead);
        connection.flood(QByteArray(64 << 10, 'e'));
    });
    server.add("/endless-chunks", [](ServedConnection &connection, const Request &) {
        connection.write(chunkedHead);
        connection.flood("10000\r\n" + QByteArray(64 << 10, 'e') + "\r\n");
    });
}

} // namespace

QByteArray honestPage()
{
    QByteArray page = "<!DOCTYPE html><title>An honest page</title>\n";
    for (int i = 0; i < 50; ++i)
        page += "<p>Line " + QByteArray::number(i) + " of a page that means no harm.\n";
    return page;
}

void addMisbehaviour(MisbehavingServer &server)
{
    addHonest(server);
    addStatuses(server);
    addEncoded(server);
    addBroken(server);
    addSlow(server);
}

} // namespace sluice::test
