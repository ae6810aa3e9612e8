// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxylisting.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

class ProxyListingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void readsText_data();
    void readsText();
    void readsJson_data();
    void readsJson();
    void readsPages_data();
    void readsPages();
    void tellsTheLayout_data();
    void tellsTheLayout();
    void keepsPasswordsApart();
    void refusesWithLineAndReason();
    void readsLongLinesWhole();
    void takesTheFallback();
    void decodes();
};

/// "https://203.0.113.7:80 DE Germany elite": what a proxy's line says, less what it does not say.
static QString described(const ProxyRecord &proxy)
{
    QStringList parts{proxy.key.text()};
    if (!proxy.countryCode.isEmpty())
        parts.append(proxy.countryCode);
    if (!proxy.country.isEmpty())
        parts.append(proxy.country);
    if (proxy.listedAnonymity != Anonymity::Unknown)
        parts.append(anonymityName(proxy.listedAnonymity));
    return parts.join(u' ');
}

static QStringList described(const ProxyListing &listing)
{
    QStringList lines;
    for (const ProxyRecord &proxy : listing.proxies)
        lines.append(described(proxy));
    return lines;
}

static void listRow(const char *name, const char *list, const QStringList &proxies, int refused = 0)
{
    QTest::newRow(name) << QByteArray(list) << proxies << refused;
}

static void addColumns()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QStringList>("proxies");
    QTest::addColumn<int>("refused");
}

static void compareListing()
{
    QFETCH(const QByteArray, list);
    const ProxyListing listing = readProxyList(list);
    QTEST(described(listing), "proxies");
    QTEST(listing.refusedCount, "refused");
    QCOMPARE(int(listing.refused.size()), listing.refusedCount);
    QVERIFY(!listing.isCut);
}

void ProxyListingTest::readsText_data()
{
    addColumns();
    const QString first = u"http://203.0.113.7:80"_s;
    const QString second = u"http://203.0.113.8:81"_s;
    const QStringList both{first, second};

    listRow("nothing", "", {});
    listRow("white space", " \r\n\n\t\n", {});
    listRow("one a line", "203.0.113.7:80\n203.0.113.8:81\n", both);
    listRow("without a last line break", "203.0.113.7:80\n203.0.113.8:81", both);
    listRow("lines of DOS", "203.0.113.7:80\r\n203.0.113.8:81\r\n", both);
    listRow("a byte order mark",
            "\xef\xbb\xbf"
            "203.0.113.7:80\n",
            {first});
    listRow("several a line", "203.0.113.7:80 203.0.113.8:81", both);
    listRow("commas between", "203.0.113.7:80,203.0.113.8:81", both);
    listRow("URLs with commas between", "http://203.0.113.7:80,http://203.0.113.8:81", both);
    listRow("each once", "203.0.113.7:80\n203.0.113.7:80\nhttp://203.0.113.7:80", {first});
    listRow("types tell apart", "203.0.113.7:80\nsocks5://203.0.113.7:80", {first, u"socks5://203.0.113.7:80"_s});
    listRow("users tell apart", "203.0.113.7:80\nann:pw@203.0.113.7:80\nbob:pw@203.0.113.7:80",
            {first, u"http://ann@203.0.113.7:80"_s, u"http://bob@203.0.113.7:80"_s});
    listRow("comments", "# 203.0.113.9:80\n203.0.113.7:80 # good\n203.0.113.8:81#DE\n  # end", both);
    listRow("a # in a password", "http://ann:p#w@203.0.113.7:80 # good", {u"http://ann@203.0.113.7:80"_s});
    listRow("odd signs in a password", "http://ann:p,w;|\"'<>(){}@203.0.113.7:80", {u"http://ann@203.0.113.7:80"_s});
    listRow("behind the port", "203.0.113.7:80:ann:pw", {u"http://ann@203.0.113.7:80"_s});
    listRow("country behind the port", "203.0.113.7:80:DE", {u"http://203.0.113.7:80 DE"_s});
    listRow("IPv6", "[2001:db8::1]:80\nsocks5://[2001:db8::2]:81",
            {u"http://[2001:db8::1]:80"_s, u"socks5://[2001:db8::2]:81"_s});
    listRow("names", "squid:3128\nproxy.example.org:80", {u"http://squid:3128"_s, u"http://proxy.example.org:80"_s});
    listRow("the port apart", "203.0.113.7 80\n203.0.113.8\t81", both);
    listRow("the port apart, name and IPv6", "proxy.example.org 80\n2001:db8::1 81",
            {u"http://proxy.example.org:80"_s, u"http://[2001:db8::1]:81"_s});
    listRow("words beside", "203.0.113.7:80 DE elite https\n203.0.113.8,81,SOCKS5,US,anonymous",
            {u"https://203.0.113.7:80 DE elite"_s, u"socks5://203.0.113.8:81 US anonymous"_s});
    listRow("quotes", "\"203.0.113.7:80\",\n'203.0.113.8:81'", both);
    listRow("CSV with headers", "ip,port,country,type\n203.0.113.7,80,\"Korea, Republic of\",http\n",
            {u"http://203.0.113.7:80 Korea, Republic of"_s});
    listRow("semicolons, other order", "Country Code;Port;IP Address\nDE;80;203.0.113.7\n\n# end\nUS;81;203.0.113.8",
            {u"http://203.0.113.7:80 DE"_s, u"http://203.0.113.8:81 US"_s});
    listRow("what this program lists", "proxy\ttype\tstate\nsocks5://203.0.113.7:80\tsocks5\talive\n",
            {u"socks5://203.0.113.7:80"_s});
    listRow("CSV with credentials", "host,port,username,password\n203.0.113.7,80,ann,pw\n",
            {u"http://ann@203.0.113.7:80"_s});
    listRow("CSV with credentials that cannot be sent", "host,port,user,password\n203.0.113.7,80,a:b,pw\n", {}, 1);
    listRow("rubbish among", "hello world\n203.0.113.7:80\n12:30\n\x01\x02\xff\n203.0.113.8:81", both, 3);
    listRow("bad ports and addresses", "203.0.113.7:80\n203.0.113.7:0\n203.0.113.7:99999\n0.0.0.0:80\n256.1.1.1:80",
            {first}, 4);
    listRow("a bad one beside a good one", "203.0.113.7:80 203.0.113.9:99999", {first}, 1);
    listRow("a bad row of CSV", "ip,port\n203.0.113.7,80\n203.0.113.8,\n,80\n", {first}, 2);
    listRow("SOCKS4 is listed", "socks4://203.0.113.7:80", {u"socks4://203.0.113.7:80"_s});
    listRow("bad ones in pre", "<pre>203.0.113.7:0\n203.0.113.8:x", {}, 2);
    listRow("zeros", "203.0.113.7:80\n", {first});
}

void ProxyListingTest::readsText()
{
    compareListing();
}

void ProxyListingTest::readsJson_data()
{
    addColumns();
    const QString first = u"http://203.0.113.7:80"_s;
    const QString second = u"http://203.0.113.8:81"_s;

    listRow("texts", R"(["203.0.113.7:80", "http://203.0.113.8:81"])", {first, second});
    listRow("an empty array", "[]", {});
    listRow("pairs", R"([["203.0.113.7", 80], ["203.0.113.8", "81"]])", {first, second});
    listRow("objects", R"([{"ip":"203.0.113.7","port":80},{"ip":"203.0.113.8","port":"81"}])", {first, second});
    listRow("objects further in", R"({"data":{"list":[{"host":"203.0.113.7","port":80}]},"total":1})", {first});
    listRow("all members", R"([{"ip":"203.0.113.7","port":"80","protocols":["https"],"country":"DE",
        "anonymityLevel":"elite","lastChecked":1,"google":false}])",
            {u"https://203.0.113.7:80 DE DE elite"_s});
    listRow("several protocols", R"([{"ip":"203.0.113.7","port":80,"protocols":["http","socks5","socks4"]}])",
            {first, u"socks5://203.0.113.7:80"_s});
    listRow("https as a truth value", R"([{"ip":"203.0.113.7","port":80,"https":true},
        {"ip":"203.0.113.8","port":81,"https":false}])",
            {u"https://203.0.113.7:80"_s, second});
    listRow("a place", R"([{"ip":"203.0.113.7","port":80,"location":{"country":"Germany","code":"DE"}}])",
            {u"http://203.0.113.7:80 DE Germany"_s});
    listRow("address and port in one", R"([{"proxy":"socks5://203.0.113.7:80"}])", {u"socks5://203.0.113.7:80"_s});
    listRow("members name the kind", R"({"http":["203.0.113.7:80"],"socks5":["203.0.113.8:81"]})",
            {first, u"socks5://203.0.113.8:81"_s});
    listRow("members are proxies", R"({"203.0.113.7:80":{"country":"Germany","anonymity":"elite proxy"}})",
            {u"http://203.0.113.7:80 Germany elite"_s});
    listRow("lines of JSON", "{\"ip\":\"203.0.113.7\",\"port\":80}\n\n{\"ip\":\"203.0.113.8\",\"port\":81}\n",
            {first, second});
    listRow("a broken line of JSON", "{\"ip\":\"203.0.113.7\",\"port\":80}\n{\"ip\":\n", {first}, 1);
    listRow("a text within", R"({"list":"203.0.113.7:80\n203.0.113.8:81"})", {first, second});
    listRow("other entries", R"(["203.0.113.7:80", "hello", 12, null, true, {"a":1}])", {first}, 4);
    listRow("bad ports", R"([{"ip":"203.0.113.7","port":0},{"ip":"203.0.113.7","port":-1},
        {"ip":"203.0.113.7","port":80.5},{"ip":"203.0.113.7","port":1e99}])",
            {}, 4);
    listRow("IPv6", R"([{"ip":"2001:db8::1","port":80},"[2001:db8::2]:81"])",
            {u"http://[2001:db8::1]:80"_s, u"http://[2001:db8::2]:81"_s});
    listRow("an IPv6 address is no JSON", "[2001:db8::1]:80", {u"http://[2001:db8::1]:80"_s});
    listRow("broken JSON is text", R"(["203.0.113.7:80", "203.0.113.8:81")", {first, second});
}

void ProxyListingTest::readsJson()
{
    compareListing();
}

/// The layout of free-proxy-list.net and its sisters.
static QByteArray page(const char *headers, const char *rows)
{
    QByteArray html = "<!DOCTYPE html><html><head><title>Free Proxy List</title><script>var a = '1.2.3.4:5';</script>"
                      "</head><body><section><div class=\"fpl-list\"><table class=\"table\"><thead><tr>";
    for (const QByteArray &header : QByteArray(headers).split('|'))
        html += "<th>" + header + "</th>";
    html += "</tr></thead><tbody>";
    for (const QByteArray &row : QByteArray(rows).split('\n')) {
        html += "<tr>";
        for (const QByteArray &cell : row.split('|'))
            html += "<td class='hm'>" + cell + "</td>";
        html += "</tr>";
    }
    return html + "</tbody></table></div></section></body></html>";
}

static const char *const webHeaders = "IP Address|Port|Code|Country|Anonymity|Google|Https|Last Checked";

void ProxyListingTest::readsPages_data()
{
    addColumns();
    const QString first = u"http://203.0.113.7:80"_s;
    const QString second = u"http://203.0.113.8:81"_s;
    const auto pageRow = [](const char *name, const QByteArray &html, const QStringList &proxies, int refused = 0) {
        listRow(name, html.constData(), proxies, refused);
    };

    pageRow("free-proxy-list.net",
            page(webHeaders, "203.0.113.7|80|DE|Germany|elite proxy|no|yes|5 secs ago\n"
                             "203.0.113.8|81|US|United States|anonymous|yes|no|5 secs ago\n"
                             "203.0.113.9|82|BR|Brazil|transparent|no|no|1 min ago"),
            {u"https://203.0.113.7:80 DE Germany elite"_s, u"http://203.0.113.8:81 US United States anonymous"_s,
             u"http://203.0.113.9:82 BR Brazil transparent"_s});
    pageRow("socks-proxy.net",
            page("IP Address|Port|Code|Country|Version|Anonymity|Https|Last Checked",
                 "203.0.113.7|1080|DE|Germany|Socks4|Anonymous|Yes|now\n203.0.113.8|1080|US|United States|Socks5|"
                 "Anonymous|Yes|now"),
            {u"socks4://203.0.113.7:1080 DE Germany anonymous"_s,
             u"socks5://203.0.113.8:1080 US United States anonymous"_s});
    pageRow("another order, other words", page("Type|proxy-port|IP|Location", "HTTPS|80|203.0.113.7|Germany"),
            {u"https://203.0.113.7:80 Germany"_s});
    pageRow("address and port in one cell", page("IP:Port|Country", "203.0.113.7:80|Germany"),
            {u"http://203.0.113.7:80 Germany"_s});
    pageRow(
        "markup in the cells",
        page("<b>IP</b> <i>Address</i>|<span>Port</span>",
             "<a href='/x'>203.0.113.7</a>|<b>8</b>0\n<script>x()</script>203.0.113.8<style>a{}</style>| 81 &nbsp;"),
        {first, second});
    pageRow("headers again at the foot", page("IP|Port", "203.0.113.7|80\nIP|Port"), {first});
    pageRow("headers in td", "<table><tr><td>IP<td>Port<tr><td>203.0.113.7<td>80</table>", {first});
    pageRow("a title row above", "<table><tr><th colspan=2>Fresh<tr><th>IP<th>Port<tr><td>203.0.113.7<td>80</table>",
            {first});
    pageRow("spans keep the columns",
            "<table><tr><th colspan=2>Flag<th>IP<th>Port<tr><td>a<td>b<td>203.0.113.7<td>80</table>", {first});
    pageRow("the best table",
            "<table><tr><th>IP<th>Port<tr><td>203.0.113.9<td>1</table><table><tr><th>IP<th>Port<tr><td>203.0.113.7"
            "<td>80<tr><td>203.0.113.8<td>81</table><table><tr><th>Name<th>Port<tr><td>a<td>1</table>",
            {first, second});
    pageRow("a table in a table",
            "<table><tr><td>menu<td><table><tr><th>IP<th>Port<tr><td>203.0.113.7<td>80</table></table>", {first});
    pageRow("a table without headers", "<table><tr><td>203.0.113.7<td>80<tr><td>203.0.113.8<td>81</table>",
            {first, second});
    pageRow("bad rows", page("IP|Port", "203.0.113.7|80\n203.0.113.8|none\nadvert|\n0.0.0.0|80"), {first}, 3);
    pageRow("a textarea",
            "<html><body><textarea>Updated at 2026-01-01 12:30:00 UTC.\n\n203.0.113.7:80\n203.0.113.8:81\n",
            {first, second});
    pageRow("pre", "<p>Our list:</p><pre>203.0.113.7:80\n203.0.113.8:81</pre>", {first, second});
    pageRow("lines of a div", "<div>203.0.113.7:80<br>203.0.113.8:81</div>", {first, second});
    pageRow("a list", "<ul><li>203.0.113.7:80</li><li>socks5://203.0.113.8:81</li></ul>",
            {first, u"socks5://203.0.113.8:81"_s});
    pageRow("a table and the same as text beside",
            page("IP|Port|Https", "203.0.113.7|80|yes") + "<textarea>203.0.113.7:80\n203.0.113.8:81</textarea>",
            {u"https://203.0.113.7:80"_s, second});
    pageRow("scripts are not read", "<body><script>'203.0.113.7:80'</script><style>203.0.113.7:80</style><p>x", {});
    pageRow("a page without proxies", "<html><body><h1>Just a moment...</h1><p>Checking at 12:30</p></body></html>",
            {});
}

void ProxyListingTest::readsPages()
{
    compareListing();
}

void ProxyListingTest::tellsTheLayout_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QString>("layout");

    QTest::newRow("page") << page(webHeaders, "203.0.113.7|80|DE|Germany|elite proxy|no|yes|now")
                          << u"table: ip address, port, code, country, anonymity, google, https, last checked"_s;
    QTest::newRow("unknown headers are left out") << page("IP|Fax|Port", "203.0.113.7|1|80") << u"table: ip, port"_s;
    QTest::newRow("pre") << QByteArray("<pre>203.0.113.7:80") << u"text"_s;
    QTest::newRow("text") << QByteArray("203.0.113.7:80") << u"text"_s;
    QTest::newRow("CSV") << QByteArray("IP,Port\n203.0.113.7,80") << u"columns: ip, port"_s;
    QTest::newRow("JSON") << QByteArray("[\"203.0.113.7:80\"]") << u"json"_s;
    QTest::newRow("no proxies") << page("IP|Port", "none|none") << QString();
}

void ProxyListingTest::tellsTheLayout()
{
    QFETCH(const QByteArray, list);
    QTEST(readProxyList(list).layout, "layout");
}

void ProxyListingTest::keepsPasswordsApart()
{
    const ProxyListing listing = readProxyList("http://ann:canary@203.0.113.7:80\nbob:canary@[2001:db8::1]:80\n"
                                               "203.0.113.8:80:eve:canary\ncarl@203.0.113.9:80\n"
                                               "http://ann:canary@bad..name:80\n203.0.113.9:0:ann:canary\n"
                                               "see ann:canary@x:y and http://u:canary@203.0.113.9:0 there");
    const QHash<QString, QString> passwords{{u"ann@203.0.113.7:80"_s, u"canary"_s},
                                            {u"bob@[2001:db8::1]:80"_s, u"canary"_s},
                                            {u"eve@203.0.113.8:80"_s, u"canary"_s}};
    QCOMPARE(listing.passwords, passwords);
    QCOMPARE(listing.proxies.size(), 4);
    QCOMPARE(listing.refusedCount, 3);
    for (const RefusedProxy &refused : listing.refused) {
        QVERIFY2(!refused.text.contains("canary"_L1), qPrintable(refused.text));
        QVERIFY2(!refused.reason.contains("canary"_L1), qPrintable(refused.reason));
    }
    for (const ProxyRecord &proxy : listing.proxies)
        QVERIFY(!described(proxy).contains("canary"_L1));
}

void ProxyListingTest::refusesWithLineAndReason()
{
    const ProxyListing listing = readProxyList("# list\n203.0.113.7:80\n\n203.0.113.8:0\n" + QByteArray(500, 'x'));
    QCOMPARE(listing.refused.size(), 2);
    const RefusedProxy first{4, u"203.0.113.8:0"_s, u"the port is not within 1 to 65535"_s};
    QCOMPARE(listing.refused.at(0), first);
    QCOMPARE(listing.refused.at(1).line, 5);
    QCOMPARE(listing.refused.at(1).text.size(), 200);
    QCOMPARE(listing.refused.at(1).reason, u"no port"_s);
}

void ProxyListingTest::readsLongLinesWhole()
{
    QByteArray line;
    QStringList expected;
    for (int i = 0; i < 20'000; ++i) {
        const QString address = u"203.%1.%2.7:80"_s.arg(i / 250).arg(i % 250);
        line += address.toLatin1() + ' ';
        expected.append(u"http://"_s + address);
    }
    const ProxyListing listing = readProxyList(line + "\n203.0.113.9:0\n");
    QCOMPARE(described(listing), expected);
    QCOMPARE(listing.refused.value(0).line, 2);
}

void ProxyListingTest::takesTheFallback()
{
    const ProxyListing listing = readProxyList("203.0.113.7:80\nhttp://203.0.113.8:81", {}, ProxyType::Socks5);
    const QStringList expected{u"socks5://203.0.113.7:80"_s, u"http://203.0.113.8:81"_s};
    QCOMPARE(described(listing), expected);
}

void ProxyListingTest::decodes()
{
    const QByteArray latin = page("IP|Port|Country", "203.0.113.7|80|C\xf4te d'Ivoire");
    QCOMPARE(readProxyList(latin, "text/html; charset=iso-8859-1").proxies.value(0).country, u"Côte d'Ivoire"_s);
    QByteArray wide("\xff\xfe", 2);
    for (const char c : QByteArray("203.0.113.7:80"))
        wide.append(c).append('\0');
    QCOMPARE(described(readProxyList(wide)), QStringList{u"http://203.0.113.7:80"_s});
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyListingTest)
#include "tst_proxylisting.moc"
