// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyaddress.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

class ProxyAddressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void refusalsKeepPasswords_data();
    void refusalsKeepPasswords();
    void flagsWhatIsNear_data();
    void flagsWhatIsNear();
    void takesTheFallback();
    void namesSecrets_data();
    void namesSecrets();
    void givesLanesTheirAddress_data();
    void givesLanesTheirAddress();
    void recordsTellTheUnsupported();
};

static void proxyRow(const char *name, const char *text, ProxyType type, const char *host, int port,
                     const char *user = "", const char *password = "")
{
    QTest::newRow(name) << QString::fromUtf8(text) << int(type) << QString::fromUtf8(host) << port
                        << QString::fromUtf8(user) << QString::fromUtf8(password);
}

void ProxyAddressTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");

    using enum ProxyType;
    proxyRow("address and port", "203.0.113.7:8080", Http, "203.0.113.7", 8080);
    proxyRow("white space around", "  203.0.113.7:80\t", Http, "203.0.113.7", 80);
    proxyRow("the highest port", "203.0.113.7:65535", Http, "203.0.113.7", 65535);
    proxyRow("zeros before the port", "203.0.113.7:0080", Http, "203.0.113.7", 80);
    proxyRow("a name", "Proxy.Example.ORG:3128", Http, "proxy.example.org", 3128);
    proxyRow("a name with a full stop behind it", "proxy.example.org.:3128", Http, "proxy.example.org", 3128);
    proxyRow("a name of other letters", "пример.example:80", Http, "xn--e1afmkfd.example", 80);
    proxyRow("a name of one label", "squid:3128", Http, "squid", 3128);
    proxyRow("scheme http", "http://203.0.113.7:8080", Http, "203.0.113.7", 8080);
    proxyRow("scheme https", "https://203.0.113.7:8080/", Https, "203.0.113.7", 8080);
    proxyRow("scheme socks5", "socks5://203.0.113.7:1080", Socks5, "203.0.113.7", 1080);
    proxyRow("scheme socks5h", "SOCKS5H://203.0.113.7:1080", Socks5, "203.0.113.7", 1080);
    proxyRow("scheme socks", "socks://203.0.113.7:1080", Socks5, "203.0.113.7", 1080);
    proxyRow("scheme socks4", "socks4://203.0.113.7:1080", Socks4, "203.0.113.7", 1080);
    proxyRow("scheme socks4a", "socks4a://203.0.113.7:1080", Socks4, "203.0.113.7", 1080);
    proxyRow("IPv6", "[2001:DB8::1]:8080", Http, "2001:db8::1", 8080);
    proxyRow("IPv6 with all its zeros", "[2001:0db8:0:0:0:0:0:1]:8080", Http, "2001:db8::1", 8080);
    proxyRow("IPv4 in IPv6", "[::ffff:203.0.113.7]:80", Http, "203.0.113.7", 80);
    proxyRow("IPv6 with scheme and user", "socks5://ann@[2001:db8::1]:1080", Socks5, "2001:db8::1", 1080, "ann");
    proxyRow("user", "http://ann@203.0.113.7:80", Http, "203.0.113.7", 80, "ann");
    proxyRow("user and password", "http://ann:pw@203.0.113.7:80", Http, "203.0.113.7", 80, "ann", "pw");
    proxyRow("without a scheme", "ann:pw@203.0.113.7:80", Http, "203.0.113.7", 80, "ann", "pw");
    proxyRow("an empty password", "http://ann:@203.0.113.7:80", Http, "203.0.113.7", 80, "ann", "");
    proxyRow("no user", "http://:pw@203.0.113.7:80", Http, "203.0.113.7", 80, "", "pw");
    proxyRow("encoded credentials", "http://a%40b:p%3Aw%2F%25%20%C3%A4@203.0.113.7:80", Http, "203.0.113.7", 80, "a@b",
             "p:w/% ä");
    proxyRow("odd signs as they are", "http://ann:p@s:s/w?o#r$d%!&=+@203.0.113.7:80", Http, "203.0.113.7", 80, "ann",
             "p@s:s/w?o#r$d%!&=+");
    proxyRow("behind the port", "203.0.113.7:80:ann:pw", Http, "203.0.113.7", 80, "ann", "pw");
    proxyRow("behind the port, with colons", "203.0.113.7:80:ann:p:w%41", Http, "203.0.113.7", 80, "ann", "p:w%41");
    proxyRow("behind the port of IPv6", "[2001:db8::1]:80:ann:pw", Http, "2001:db8::1", 80, "ann", "pw");
    proxyRow("behind the port, with a scheme", "socks5://203.0.113.7:80:ann:pw", Socks5, "203.0.113.7", 80, "ann",
             "pw");
}

void ProxyAddressTest::reads()
{
    QFETCH(const QString, text);
    const auto proxy = parseProxy(text);
    QVERIFY2(proxy.has_value(), qPrintable(proxy ? QString() : proxy.error()));
    QTEST(int(proxy->key.type), "type");
    QTEST(proxy->key.host, "host");
    QTEST(int(proxy->key.port), "port");
    QTEST(proxy->key.user, "user");
    QTEST(proxy->password, "password");
    QCOMPARE(proxy->hasScheme, text.contains("://"_L1));
}

static void refusedRow(const char *name, const QString &text, const char *reason)
{
    QTest::newRow(name) << text << QString::fromUtf8(reason);
}

void ProxyAddressTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");

    refusedRow("nothing", u""_s, "nothing there");
    refusedRow("white space", u" \t "_s, "nothing there");
    refusedRow("no port", u"203.0.113.7"_s, "no port");
    refusedRow("an empty port", u"203.0.113.7:"_s, "no port");
    refusedRow("port 0", u"203.0.113.7:0"_s, "within 1 to 65535");
    refusedRow("a port too high", u"203.0.113.7:65536"_s, "within 1 to 65535");
    refusedRow("a very long port", u"203.0.113.7:99999999999999999999"_s, "no number");
    refusedRow("a negative port", u"203.0.113.7:-1"_s, "no number");
    refusedRow("a port in words", u"203.0.113.7:http"_s, "no number");
    refusedRow("a port in other digits", u"203.0.113.7:٨٠"_s, "no number");
    refusedRow("a part too high", u"203.0.113.256:80"_s, "no IPv4 address");
    refusedRow("three parts", u"203.0.113:80"_s, "no IPv4 address");
    refusedRow("octal parts", u"203.0.0113.7:80"_s, "no IPv4 address");
    refusedRow("hexadecimal", u"0xcb007107:80"_s, "no IPv4 address");
    refusedRow("a time of day", u"12:30"_s, "no IPv4 address");
    refusedRow("unspecified", u"0.0.0.0:80"_s, "unspecified");
    refusedRow("this network", u"0.1.2.3:80"_s, "unspecified");
    refusedRow("multicast", u"224.0.0.1:80"_s, "multicast");
    refusedRow("broadcast", u"255.255.255.255:80"_s, "broadcast");
    refusedRow("reserved", u"240.0.0.1:80"_s, "reserved");
    refusedRow("unspecified IPv6", u"[::]:80"_s, "unspecified");
    refusedRow("multicast IPv6", u"[ff02::1]:80"_s, "multicast");
    refusedRow("unspecified IPv4 in IPv6", u"[::ffff:0.0.0.0]:80"_s, "unspecified");
    refusedRow("IPv6 without brackets", u"2001:db8::1"_s, "needs brackets");
    refusedRow("an open bracket", u"[2001:db8::1:80"_s, "not closed");
    refusedRow("brackets around a name", u"[example.org]:80"_s, "brackets are for IPv6");
    refusedRow("IPv6 without a port", u"[2001:db8::1]"_s, "no port");
    refusedRow("a zone", u"[fe80::1%eth0]:80"_s, "no IPv6 address");
    refusedRow("no host", u"http://:80"_s, "no host");
    refusedRow("an empty label", u"a..b:80"_s, "no host name");
    refusedRow("a space in the host", u"two words:80"_s, "no host name");
    refusedRow("a sign in the host", u"a$b:80"_s, "no host name");
    refusedRow("a long label", QString(64, u'a') + u":80"_s, "no host name");
    refusedRow("a long name", QString(u"abcdefg."_s).repeated(40) + u"org:80"_s, "no host name");
    refusedRow("another scheme", u"ftp://203.0.113.7:21"_s, "scheme");
    refusedRow("a page's address", u"http://example.org:80/list.html"_s, "page's address");
    refusedRow("a page without a port", u"http://example.org/list:html"_s, "page's address");
    refusedRow("a line break", u"203.0.113.7:80\n203.0.113.8:80"_s, "control characters");
    refusedRow("an encoded line break", u"http://ann:p%0Aw@203.0.113.7:80"_s, "control characters");
    refusedRow("an encoded zero", u"http://a%00b@203.0.113.7:80"_s, "control characters");
    refusedRow("a colon in the user", u"http://a%3Ab:pw@203.0.113.7:80"_s, "colon");
    refusedRow("a long password", u"http://a:%1@203.0.113.7:80"_s.arg(QString(256, u'x')), "longer than");
    refusedRow("a long text", QString(3000, u'x'), "longer than");
    refusedRow("credentials twice", u"http://ann:pw@203.0.113.7:80:bob:pw"_s, "no number");
}

void ProxyAddressTest::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, reason);
    const auto proxy = parseProxy(text);
    QVERIFY(!proxy);
    QVERIFY2(proxy.error().contains(reason), qPrintable(proxy.error()));
}

void ProxyAddressTest::refusalsKeepPasswords_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("a bad host") << u"http://ann:canary@a..b:80"_s;
    QTest::newRow("a bad port") << u"http://ann:canary@example.org:0"_s;
    QTest::newRow("no port") << u"http://ann:canary@example.org"_s;
    QTest::newRow("no host") << u"http://ann:canary"_s;
    QTest::newRow("another scheme") << u"ftp://ann:canary@example.org:80"_s;
    QTest::newRow("behind a bad port") << u"203.0.113.7:0:ann:canary"_s;
    QTest::newRow("an odd one") << u"http://ann:x@canary/canary@a..b:80"_s;
}

void ProxyAddressTest::refusalsKeepPasswords()
{
    QFETCH(const QString, text);
    const auto proxy = parseProxy(text);
    QVERIFY(!proxy);
    QVERIFY2(!proxy.error().contains("canary"_L1), qPrintable(proxy.error()));
}

void ProxyAddressTest::flagsWhatIsNear_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isNear");

    const auto row = [](const char *text, bool isNear) { QTest::newRow(text) << QString::fromUtf8(text) << isNear; };
    row("9.255.255.255:1", false);
    row("10.0.0.0:1", true);
    row("10.255.255.255:1", true);
    row("11.0.0.0:1", false);
    row("172.15.255.255:1", false);
    row("172.16.0.0:1", true);
    row("172.31.255.255:1", true);
    row("172.32.0.0:1", false);
    row("192.167.255.255:1", false);
    row("192.168.0.1:1", true);
    row("192.169.0.0:1", false);
    row("127.0.0.1:1", true);
    row("128.0.0.1:1", false);
    row("169.254.1.1:1", true);
    row("169.255.1.1:1", false);
    row("100.63.255.255:1", false);
    row("100.64.0.1:1", true);
    row("100.127.255.255:1", true);
    row("100.128.0.0:1", false);
    row("[::1]:1", true);
    row("[::2]:1", false);
    row("[fc00::1]:1", true);
    row("[fdff::1]:1", true);
    row("[fe80::1]:1", true);
    row("[fec0::1]:1", false);
    row("[2001:db8::1]:1", false);
    row("[::ffff:10.0.0.1]:1", true);
    row("localhost:1", true);
    row("a.localhost:1", true);
    row("printer.local:1", true);
    row("notlocalhost:1", false);
    row("example.org:1", false);
}

void ProxyAddressTest::flagsWhatIsNear()
{
    QFETCH(const QString, text);
    const auto proxy = parseProxy(text);
    QVERIFY(proxy.has_value());
    QTEST(proxy->isNear, "isNear");
    QTEST(recordOf(*proxy).isNear, "isNear");
}

void ProxyAddressTest::takesTheFallback()
{
    QCOMPARE(parseProxy(u"203.0.113.7:1"_s, ProxyType::Socks5)->key.type, ProxyType::Socks5);
    QCOMPARE(parseProxy(u"http://203.0.113.7:1"_s, ProxyType::Socks5)->key.type, ProxyType::Http);
}

void ProxyAddressTest::namesSecrets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");

    QTest::newRow("address") << u"http://ann:pw@203.0.113.7:80"_s << u"ann@203.0.113.7:80"_s;
    QTest::newRow("name") << u"socks5://ann:pw@Example.ORG:1080"_s << u"ann@example.org:1080"_s;
    QTest::newRow("IPv6") << u"http://ann:pw@[2001:db8::1]:80"_s << u"ann@[2001:db8::1]:80"_s;
    QTest::newRow("encoded user") << u"http://a%40b:pw@203.0.113.7:80"_s << u"a@b@203.0.113.7:80"_s;
}

void ProxyAddressTest::namesSecrets()
{
    QFETCH(const QString, text);
    QTEST(secretNameOf(parseProxy(text)->key), "name");
}

void ProxyAddressTest::givesLanesTheirAddress_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("kind");

    QTest::newRow("http") << int(ProxyType::Http) << int(ProxyKind::Http);
    QTest::newRow("https") << int(ProxyType::Https) << int(ProxyKind::Http);
    QTest::newRow("socks5") << int(ProxyType::Socks5) << int(ProxyKind::Socks5);
}

void ProxyAddressTest::givesLanesTheirAddress()
{
    QFETCH(const int, type);
    QFETCH(const int, kind);
    const ProxyKey key{ProxyType(type), u"ann"_s, u"203.0.113.7"_s, 80};
    const ProxyAddress expected{ProxyKind(kind), u"203.0.113.7"_s, 80, u"ann"_s, u"pw"_s};
    QCOMPARE(addressOf(key, u"pw"_s), expected);
    QVERIFY(isUsable(key.type));
}

void ProxyAddressTest::recordsTellTheUnsupported()
{
    const ProxyRecord socks4 = recordOf(*parseProxy(u"socks4://203.0.113.7:1080"_s), u"list.txt"_s);
    QCOMPARE(socks4.state, ProxyState::Unsupported);
    QVERIFY(socks4.reason.contains("SOCKS4"_L1));
    QCOMPARE(socks4.source, u"list.txt"_s);
    QVERIFY(!isUsable(socks4.key.type));
    QCOMPARE(addressOf(socks4.key), ProxyAddress());
    QCOMPARE(recordOf(*parseProxy(u"socks5://203.0.113.7:1080"_s)).state, ProxyState::Unchecked);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyAddressTest)
#include "tst_proxyaddress.moc"
