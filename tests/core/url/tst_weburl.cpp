// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/weburl.h"
#include "tests/support/suites.h"

#include <QHash>
#include <QTest>

namespace sluice::test {

using core::UrlFault;
using core::WebUrl;

class WebUrlTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void parses_data();
    void parses();
    void resolves_data();
    void resolves();
    void refuses_data();
    void refuses();
    void namesItsParts_data();
    void namesItsParts();
    void failureShowsTheUrl();
    void equalUrlsHashAlike();
    void qtCarriesTheBytes_data();
    void qtCarriesTheBytes();
};

static void urlRow(const char *name, const QByteArray &input, const char *text)
{
    QTest::newRow(name) << input << QByteArray(text);
}

void WebUrlTest::parses_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("text");

    urlRow("as it is", "https://example.org/a?b", "https://example.org/a?b");
    urlRow("a missing path is a slash", "http://example.org", "http://example.org/");
    urlRow("a query may follow the host", "http://example.org?a", "http://example.org/?a");
    urlRow("scheme and host become lower case", "HTTP://Example.ORG/Path", "http://example.org/Path");
    urlRow("white space around is dropped", " \f\x01 http://a/ \r\n", "http://a/");
    urlRow("tabs and line breaks inside are dropped", "ht\ntp://a\t.b/c\rd", "http://a.b/cd");
    urlRow("the fragment is dropped", "http://a/b?c#d?e", "http://a/b?c");
    urlRow("also right after the host", "http://a#b", "http://a/");
    urlRow("an empty query stays", "http://a/?", "http://a/?");
    urlRow("backslashes are slashes", "http:\\\\a\\b\\..\\c", "http://a/c");
    urlRow("but not in the query", "http://a/?\\", "http://a/?\\");
    urlRow("slashes after the scheme do not count", "https:a/b", "https://a/b");
    urlRow("many slashes are two", "http://////a/b", "http://a/b");
    urlRow("default port of http", "http://a:80/", "http://a/");
    urlRow("default port of https", "https://a:443/", "https://a/");
    urlRow("the other scheme's port stays", "https://a:80/", "https://a:80/");
    urlRow("an empty port is dropped", "http://a:/", "http://a/");
    urlRow("zeros before a port are dropped", "http://a:00081/", "http://a:81/");
    urlRow("the largest port", "http://a:65535/", "http://a:65535/");
    urlRow("dot segments", "http://a/b/./c/../d", "http://a/b/d");
    urlRow("a dot at the end leaves the folder", "http://a/b/.", "http://a/b/");
    urlRow("two dots at the end leave the folder above", "http://a/b/c/..", "http://a/b/");
    urlRow("dots do not leave the root", "http://a/../../b", "http://a/b");
    urlRow("encoded dots are dots", "http://a/b/%2E%2e/%2e/c", "http://a/c");
    urlRow("three dots are a name", "http://a/.../b", "http://a/.../b");
    urlRow("dots in names are names", "http://a/..b/c..", "http://a/..b/c..");
    urlRow("empty segments stay", "http://a//b///c", "http://a//b///c");
    urlRow("two dots take an empty segment", "http://a/b//../c", "http://a/b/c");
    urlRow("dots in the query are text", "http://a/?x/../y", "http://a/?x/../y");
    urlRow("spaces are encoded", "http://a/b c?d e", "http://a/b%20c?d%20e");
    urlRow("characters of the path set", "http://a/\"<>^`{}", "http://a/%22%3C%3E%5E%60%7B%7D");
    urlRow("characters of the query set", "http://a/?\"<>'", "http://a/?%22%3C%3E%27");
    urlRow("characters that the query keeps", "http://a/?^`{}|[]", "http://a/?^`{}|[]");
    urlRow("characters that the path keeps", "http://a/!$&'()*+,;=:@|[]~", "http://a/!$&'()*+,;=:@|[]~");
    urlRow("percent-encoding is left alone", "http://a/%41%zz%e4%", "http://a/%41%zz%e4%");
    urlRow("UTF-8 is encoded", "http://a/\xC3\xA4?\xC3\xB6", "http://a/%C3%A4?%C3%B6");
    urlRow("broken UTF-8 is encoded byte by byte", "http://a/\xFF", "http://a/%FF");
    urlRow("control characters are encoded", QByteArray("http://a/\0\x7F", 11), "http://a/%00%7F");
    urlRow("user and password", "http://u:p@a/", "http://u:p@a/");
    urlRow("an empty password goes", "http://u:@a/", "http://u@a/");
    urlRow("an empty user with password stays", "http://:p@a/", "http://:p@a/");
    urlRow("empty credentials go", "http://:@a/", "http://a/");
    urlRow("the last @ counts", "http://u@v:w@x@a/", "http://u%40v:w%40x@a/");
    urlRow("characters of the user set", "http://u;=|^[]`{}@a/", "http://u%3B%3D%7C%5E%5B%5D%60%7B%7D@a/");
    urlRow("a colon in the password", "http://u:p:q@a/", "http://u:p%3Aq@a/");
    urlRow("an @ in the path is text", "http://a/b@c", "http://a/b@c");
    urlRow("international host",
           "http://B\xC3\xBC"
           "cher.example/",
           "http://xn--bcher-kva.example/");
    urlRow("IPv4 in hexadecimal", "http://0x7F.1/", "http://127.0.0.1/");
    urlRow("IPv6 is compressed", "http://[0:0:0:0:0:0:0:1]:8080/", "http://[::1]:8080/");
}

void WebUrlTest::parses()
{
    QFETCH(QByteArray, input);
    const auto url = WebUrl::parse(input);
    QVERIFY2(url, qPrintable(url ? QString() : url.error().detail));
    QTEST(url->text(), "text");
    QCOMPARE(WebUrl::parse(url->text()).value_or(WebUrl()).text(), url->text());
}

void WebUrlTest::resolves_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("text");

    urlRow("a name replaces the last segment", "x", "http://u:p@h:81/a/b/x");
    urlRow("a path from the root", "/x/y", "http://u:p@h:81/x/y");
    urlRow("a backslash is a path from the root", "\\x", "http://u:p@h:81/x");
    urlRow("another host keeps the scheme", "//x/y", "http://x/y");
    urlRow("with backslashes too", "\\\\x\\y", "http://x/y");
    urlRow("many slashes are two", "////x/y", "http://x/y");
    urlRow("a query replaces the query", "?x", "http://u:p@h:81/a/b/c?x");
    urlRow("an empty query too", "?", "http://u:p@h:81/a/b/c?");
    urlRow("nothing is the page itself", "", "http://u:p@h:81/a/b/c?q");
    urlRow("a fragment is the page itself", "#x", "http://u:p@h:81/a/b/c?q");
    urlRow("a dot is the folder", ".", "http://u:p@h:81/a/b/");
    urlRow("two dots are the folder above", "..", "http://u:p@h:81/a/");
    urlRow("up and down", "../x/./y", "http://u:p@h:81/a/x/y");
    urlRow("not above the root", "../../../../x", "http://u:p@h:81/x");
    urlRow("an absolute URL", "https://x/y", "https://x/y");
    urlRow("the same scheme alone is relative", "http:x", "http://u:p@h:81/a/b/x");
    urlRow("with one slash from the root", "http:/x", "http://u:p@h:81/x");
    urlRow("with two another host", "http://x", "http://x/");
    urlRow("with backslashes another host", "http:\\\\x", "http://x/");
    urlRow("the other scheme is absolute", "https:x", "https://x/");
    urlRow("a colon first is a name", ":x", "http://u:p@h:81/a/b/:x");
    urlRow("a digit first is no scheme", "1x:y", "http://u:p@h:81/a/b/1x:y");
    urlRow("a colon in a later segment is a name", "./x:y", "http://u:p@h:81/a/b/x:y");
    urlRow("spaces around are dropped", "\n x y \t", "http://u:p@h:81/a/b/x%20y");
    urlRow("a name and a query", "x?y=/../z", "http://u:p@h:81/a/b/x?y=/../z");
}

void WebUrlTest::resolves()
{
    QFETCH(QByteArray, input);
    const auto base = WebUrl::parse("http://u:p@h:81/a/b/c?q#f");
    QVERIFY(base);
    const auto url = base->resolve(input);
    QVERIFY(url);
    QTEST(url->text(), "text");
}

void WebUrlTest::refuses_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<UrlFault>("fault");

    const auto row = [](const char *name, const QByteArray &input, UrlFault fault) {
        QTest::newRow(name) << input << fault;
    };
    row("nothing", "", UrlFault::Empty);
    row("white space", " \r\n\t", UrlFault::Empty);
    row("mailto", "mailto:a@b.example", UrlFault::OtherScheme);
    row("script", "JavaScript:void(0)", UrlFault::OtherScheme);
    row("script with a line break", "java\nscript:void(0)", UrlFault::OtherScheme);
    row("data", "data:text/html,x", UrlFault::OtherScheme);
    row("file", "file:///etc/passwd", UrlFault::OtherScheme);
    row("ftp", "ftp://a/", UrlFault::OtherScheme);
    row("a host with port reads as scheme", "localhost:8080", UrlFault::OtherScheme);
    row("a path", "/a/b", UrlFault::Relative);
    row("a host", "//a/b", UrlFault::Relative);
    row("a name", "a", UrlFault::Relative);
    row("a fragment", "#a", UrlFault::Relative);
    row("no host", "http://", UrlFault::Host);
    row("no host before the query", "http://?a", UrlFault::Host);
    row("no host before the port", "http://:80/", UrlFault::Host);
    row("no host after credentials", "http://u@/a", UrlFault::Host);
    row("a space in the host", "http://a b/", UrlFault::Host);
    row("a percent sign in the host", "http://a%b/", UrlFault::Host);
    row("an encoded slash in the host", "http://a%2Fb/", UrlFault::Host);
    row("a bad IPv4 address", "http://1.2.3.256/", UrlFault::Host);
    row("an IPv6 address without end", "http://[::1/", UrlFault::Host);
    row("text after an IPv6 address", "http://[::1]a/", UrlFault::Host);
    row("a bad international label", "http://\xC3\xA4.xn--a-/", UrlFault::Host);
    row("broken UTF-8 in the host", "http://a\xFF/", UrlFault::Host);
    row("a port that is no number", "http://a:b/", UrlFault::Port);
    row("a signed port", "http://a:-1/", UrlFault::Port);
    row("a port above the range", "http://a:65536/", UrlFault::Port);
    row("a very large port", "http://a:99999999999999999999/", UrlFault::Port);
    row("too long", "http://a/" + QByteArray(9000, 'x'), UrlFault::TooLong);
    row("too long once encoded", "http://a/" + QByteArray(3000, ' ') + 'x', UrlFault::TooLong);
    row("a very long host", "http://" + QByteArray("\xC3\xA4").repeated(1'000'000) + '/', UrlFault::TooLong);
}

void WebUrlTest::refuses()
{
    QFETCH(QByteArray, input);
    const auto url = WebUrl::parse(input);
    QVERIFY(!url);
    QTEST(url.error().kind, "fault");
    QVERIFY(!url.error().detail.isEmpty());
    QVERIFY(url.error().detail.size() < 400);
}

void WebUrlTest::namesItsParts_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArrayList>("parts"); // scheme, host, port, origin, path, query, path and query
    QTest::addColumn<bool>("hasCredentials");

    QTest::newRow("plain") << QByteArray("http://a.b/c/d?e=f")
                           << QByteArrayList{"http", "a.b", "80", "http://a.b", "/c/d", "e=f", "/c/d?e=f"} << false;
    QTest::newRow("https") << QByteArray("https://a/") << QByteArrayList{"https", "a", "443", "https://a", "/", "", "/"}
                           << false;
    QTest::newRow("port") << QByteArray("https://a:8443/x")
                          << QByteArrayList{"https", "a", "8443", "https://a:8443", "/x", "", "/x"} << false;
    QTest::newRow("credentials") << QByteArray("http://u:p@a:81/x?")
                                 << QByteArrayList{"http", "a", "81", "http://a:81", "/x", "", "/x?"} << true;
    QTest::newRow("IPv6") << QByteArray("http://u@[1::2]:81/")
                          << QByteArrayList{"http", "[1::2]", "81", "http://[1::2]:81", "/", "", "/"} << true;
    QTest::newRow("IPv6 with default port")
        << QByteArray("http://[1::2]/a:1@b")
        << QByteArrayList{"http", "[1::2]", "80", "http://[1::2]", "/a:1@b", "", "/a:1@b"} << false;
    QTest::newRow("question marks in the query")
        << QByteArray("http://a/?b?c/d@e:1")
        << QByteArrayList{"http", "a", "80", "http://a", "/", "b?c/d@e:1", "/?b?c/d@e:1"} << false;
}

void WebUrlTest::namesItsParts()
{
    QFETCH(QByteArray, input);
    const auto parsed = WebUrl::parse(input);
    QVERIFY(parsed);
    for (const WebUrl &url : {*parsed, WebUrl::fromNormalized(parsed->text())}) {
        const QByteArrayList parts{
            url.scheme().toByteArray(), url.host().toByteArray(),  QByteArray::number(url.port()),  url.origin(),
            url.path().toByteArray(),   url.query().toByteArray(), url.pathAndQuery().toByteArray()};
        QTEST(parts, "parts");
        QTEST(url.hasCredentials(), "hasCredentials");
        QCOMPARE(url.isSecure(), input.startsWith("https"));
        QCOMPARE(url.toString().toLatin1(), url.text());
    }
}

void WebUrlTest::failureShowsTheUrl()
{
    const auto url = WebUrl::parse("http://a b/c");
    QVERIFY(!url);
    QVERIFY(url.error().detail.contains(QStringLiteral("http://a b/c")));
}

void WebUrlTest::equalUrlsHashAlike()
{
    const auto first = WebUrl::parse("http://A:80/b/../c");
    const auto second = WebUrl::parse("HTTP://a/c#d");
    QVERIFY(first && second);
    QVERIFY(*first == *second);
    QCOMPARE(qHash(*first), qHash(*second));
    QVERIFY(!(*first == *WebUrl::parse("https://a/c")));
}

void WebUrlTest::qtCarriesTheBytes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *const text : {"http://a/b?c=d", "http://a/?", "http://a//b//", "http://a/%2F%3F%23%25",
                                   "http://a/?a=%26&b=%3D+%20", "http://u:p%40@a:81/", "http://xn--bcher-kva.example/",
                                   "http://[::1]:8080/", "http://a_b/", "http://a/~x!$'()*"})
        QTest::newRow(text) << QByteArray(text);
}

void WebUrlTest::qtCarriesTheBytes()
{
    QFETCH(QByteArray, text);
    const auto url = WebUrl::parse(text);
    QVERIFY(url);
    QCOMPARE(url->text(), text);
    QVERIFY(url->toQUrl().isValid());
    QCOMPARE(url->toQUrl().toEncoded(), text);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::WebUrlTest)
#include "tst_weburl.moc"
