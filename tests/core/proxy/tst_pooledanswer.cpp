// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/banmarks.h"
#include "core/proxy/pooledanswer.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(sluice::core::PooledAnswer)

class TestPooledAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void answers_data();
    void answers();
    void faults_data();
    void faults();
    void challenges_data();
    void challenges();
    void compressedBodiesAreLookedInto();
};

void TestPooledAnswer::answers_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<PooledAnswer>("answer");
    const auto row = [](const char *name, const char *url, ProxyKind kind, int status, const char *header,
                        const char *body, PooledAnswer answer) {
        QTest::newRow(name) << QByteArray(url) << int(kind) << status << QByteArray(header) << QByteArray(body)
                            << answer;
    };
    const char *plain = "http://shop.example/a";
    const char *tls = "https://shop.example/a";
    row("a page", plain, ProxyKind::Http, 200, "", "<p>", PooledAnswer::Good);
    row("not there", plain, ProxyKind::Http, 404, "", "no", PooledAnswer::Good);
    row("a redirect", plain, ProxyKind::Http, 302, "", "", PooledAnswer::Good);
    row("the server's error", tls, ProxyKind::Http, 500, "", "", PooledAnswer::Good);
    row("the server's 502", tls, ProxyKind::Http, 502, "", "", PooledAnswer::Good);
    row("busy", plain, ProxyKind::Http, 503, "Server: nginx", "try later", PooledAnswer::Good);
    row("forbidden", plain, ProxyKind::Http, 403, "", "no", PooledAnswer::Doubtful);
    row("too many", tls, ProxyKind::Socks5, 429, "", "", PooledAnswer::Doubtful);
    row("challenge by text", plain, ProxyKind::Http, 403, "", "<div class=\"g-recaptcha\">", PooledAnswer::Banned);
    row("challenge with 503", tls, ProxyKind::Socks5, 503, "", "/cdn-cgi/challenge-platform/x", PooledAnswer::Banned);
    row("challenge by header", tls, ProxyKind::Http, 403, "CF-Mitigated: challenge", "", PooledAnswer::Banned);
    row("a page on captchas", plain, ProxyKind::Http, 200, "", "about the captcha", PooledAnswer::Good);
    row("empty page", plain, ProxyKind::Http, 200, "Content-Type: text/html", "", PooledAnswer::Doubtful);
    row("empty without type", plain, ProxyKind::Http, 200, "", "", PooledAnswer::Doubtful);
    row("empty picture", plain, ProxyKind::Http, 200, "Content-Type: image/png", "", PooledAnswer::Good);
    row("empty 204", plain, ProxyKind::Http, 204, "", "", PooledAnswer::Good);
    row("empty robots.txt", "http://h/robots.txt", ProxyKind::Http, 200, "", "", PooledAnswer::Good);
    row("gateway", plain, ProxyKind::Http, 502, "", "", PooledAnswer::Unreached);
    row("gateway time-out", plain, ProxyKind::Http, 504, "", "", PooledAnswer::Unreached);
    row("gateway behind socks", plain, ProxyKind::Socks5, 502, "", "", PooledAnswer::Good);
    row("squid cannot reach it", plain, ProxyKind::Http, 503, "X-Squid-Error: ERR_CONNECT_FAIL 111", "",
        PooledAnswer::Unreached);
    row("squid forbids", plain, ProxyKind::Http, 403, "X-Squid-Error: ERR_ACCESS_DENIED 0", "",
        PooledAnswer::NetworkError);
    row("tinyproxy forbids", plain, ProxyKind::Http, 403, "Server: tinyproxy/1.11.1", "", PooledAnswer::NetworkError);
    row("wants credentials", plain, ProxyKind::Http, 407, "", "", PooledAnswer::NetworkError);
    row("a site run by squid", tls, ProxyKind::Http, 404, "Server: squid/5.7", "", PooledAnswer::Good);
}

void TestPooledAnswer::answers()
{
    QFETCH(QByteArray, url);
    QFETCH(int, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(PooledAnswer, answer);
    FetchResponse response;
    response.status = status;
    response.body = body;
    if (const qsizetype colon = headers.indexOf(':'); colon > 0)
        response.headers.append({headers.left(colon), headers.mid(colon + 2)});
    const PooledVerdict verdict = judgePooled(WebUrl::parse(url).value(), ProxyKind(kind), response);
    QCOMPARE(verdict.answer, answer);
    QCOMPARE(verdict.reason.isEmpty(), answer == PooledAnswer::Good);
    response.isBodySkipped = true; // nothing is known of it then
    if (status == 200)
        QCOMPARE(judgePooled(WebUrl::parse(url).value(), ProxyKind(kind), response).answer, PooledAnswer::Good);
}

void TestPooledAnswer::faults_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<PooledAnswer>("answer");
    const auto row = [](FetchFault fault, PooledAnswer answer) {
        QTest::newRow(qPrintable(faultName(fault))) << int(fault) << answer;
    };
    row(FetchFault::HostNotFound, PooledAnswer::Unreached);
    row(FetchFault::ConnectionRefused, PooledAnswer::Unreached);
    row(FetchFault::Tls, PooledAnswer::Unreached);
    row(FetchFault::ConnectTimeout, PooledAnswer::NetworkError);
    row(FetchFault::Timeout, PooledAnswer::NetworkError);
    row(FetchFault::ConnectionLost, PooledAnswer::NetworkError);
    row(FetchFault::Protocol, PooledAnswer::NetworkError);
    row(FetchFault::Proxy, PooledAnswer::NetworkError);
    row(FetchFault::BodyTooLarge, PooledAnswer::Good);
    row(FetchFault::Decode, PooledAnswer::Good);
    row(FetchFault::Other, PooledAnswer::Good);
}

void TestPooledAnswer::faults()
{
    QFETCH(int, fault);
    QFETCH(PooledAnswer, answer);
    FetchError error;
    error.kind = FetchFault(fault);
    error.detail = u"why"_s;
    const auto url = WebUrl::parse("http://h/").value();
    QCOMPARE(judgePooled(url, ProxyKind::Http, tl::unexpected(error)).answer, answer);
}

void TestPooledAnswer::challenges_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("none") << QByteArray("403 Forbidden nginx") << QString();
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("Cloudflare") << QByteArray("<title>Attention Required! | Cloudflare</title>") << u"Cloudflare"_s;
    QTest::newRow("DataDome") << QByteArray("https://geo.CAPTCHA-DELIVERY.com/c.js") << u"DataDome"_s;
    QTest::newRow("reCAPTCHA") << QByteArray("https://www.google.com/recaptcha/api.js") << u"reCAPTCHA"_s;
    QTest::newRow("hCaptcha") << QByteArray("<div class=h-captcha>") << u"hCaptcha"_s;
    QTest::newRow("words") << QByteArray("unusual traffic from your network") << u"unusual traffic"_s;
    QTest::newRow("one's own") << QByteArray("Please solve this CAPTCHA") << u"captcha"_s;
}

void TestPooledAnswer::challenges()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, name);
    QCOMPARE(challengeIn({}, text), name);
}

void TestPooledAnswer::compressedBodiesAreLookedInto()
{
    FetchResponse response;
    response.status = 403;
    response.headers = {{"Content-Encoding"_ba, "deflate"_ba}};
    response.body = qCompress("<p>Please solve this captcha").mid(4); // without Qt's length: a zlib stream
    const auto url = WebUrl::parse("http://h/").value();
    QCOMPARE(judgePooled(url, ProxyKind::Http, response).answer, PooledAnswer::Banned);
    response.body = "not deflate";
    QCOMPARE(judgePooled(url, ProxyKind::Http, response).answer, PooledAnswer::Doubtful);
}

QTEST_GUILESS_MAIN(TestPooledAnswer)
#include "tst_pooledanswer.moc"
