// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/hostparser.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using core::HostVerdict;

class HostParserTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void everyForbiddenCharacterIsRefused();
};

void HostParserTest::accepts_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("host");

    const auto row = [](const char *name, const char *raw, const char *host) {
        QTest::newRow(name) << QByteArray(raw) << QByteArray(host);
    };
    row("plain", "example.org", "example.org");
    row("upper case", "EXAMPLE.org", "example.org");
    row("a trailing dot stays", "example.org.", "example.org.");
    row("underscores and hyphens at any place", "-_a.b--c-", "-_a.b--c-");
    row("percent-encoded text", "%65xample.%6Frg", "example.org");
    row("percent-encoded UTF-8", "%C3%A4", "xn--4ca");
    row("UTF-8", "\xC3\xA4.example", "xn--4ca.example");
    row("UTF-8 in upper case", "\xC3\x84", "xn--4ca");
    row("sharp s is kept: not transitional", "fa\xC3\x9F", "xn--fa-hia");
    row("full-width letters and dots", "\xEF\xBD\x81\xEF\xBC\x8E\xEF\xBD\x82", "a.b");
    row("the ideographic full stop",
        "a\xE3\x80\x82"
        "b",
        "a.b");
    row("soft hyphens vanish",
        "a\xC2\xAD"
        "b",
        "ab");
    row("an ACE label stays", "XN--4CA", "xn--4ca");
    row("even a broken one, alone among ASCII", "xn--", "xn--");
    row("a long label", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    row("hyphens in third and fourth place beside UTF-8", "ab--c.\xC3\xA4", "ab--c.xn--4ca");
    row("empty labels", "a..\xC3\xA4", "a..xn--4ca");
    row("an IPv4 address", "127.0.0.1", "127.0.0.1");
    row("an IPv4 address of full-width digits", "\xEF\xBC\x91", "0.0.0.1");
    row("a number inside is a name", "1.2.example", "1.2.example");
    row("an IPv6 address", "[1:0:0:0::2]", "[1::2]");
}

void HostParserTest::accepts()
{
    QFETCH(QByteArray, raw);
    core::UrlBuffer buffer;
    QCOMPARE(core::appendHost(buffer, raw), HostVerdict::Valid);
    QTEST(QByteArray(buffer.constData(), buffer.size()), "host");
}

void HostParserTest::refuses_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<HostVerdict>("verdict");

    const auto row = [](const char *name, const char *raw, HostVerdict verdict) {
        QTest::newRow(name) << QByteArray(raw) << verdict;
    };
    row("a space", "a b", HostVerdict::ForbiddenCharacter);
    row("a percent sign that encodes nothing", "a%g", HostVerdict::ForbiddenCharacter);
    row("an encoded percent sign", "a%25", HostVerdict::ForbiddenCharacter);
    row("a full-width percent sign", "\xEF\xBC\x85", HostVerdict::ForbiddenCharacter);
    row("nothing but a soft hyphen", "\xC2\xAD", HostVerdict::BadName);
    row("an unassigned character", "\xEF\xB7\x90", HostVerdict::BadName);
    row("an encoded byte that is no UTF-8", "a%80", HostVerdict::BadName);
    row("a joiner out of place",
        "a\xE2\x80\x8D"
        "b",
        HostVerdict::BadName);
    row("directions mixed", "a\xD7\x90", HostVerdict::BadName);
    row("a broken ACE label beside UTF-8", "\xC3\xA4.xn--a-", HostVerdict::BadName);
    row("five parts", "1.2.3.4.5", HostVerdict::BadIpv4);
    row("a name that ends in a number", "a.1", HostVerdict::BadIpv4);
    row("an open bracket", "[::1", HostVerdict::BadIpv6);
    row("a zone id", "[fe80::1%25eth0]", HostVerdict::BadIpv6);
    row("an empty IPv6 address", "[]", HostVerdict::BadIpv6);
    row("a bracket alone", "[", HostVerdict::BadIpv6);
    row("text after the bracket", "[::1]a", HostVerdict::BadIpv6);
}

void HostParserTest::refuses()
{
    QFETCH(QByteArray, raw);
    core::UrlBuffer buffer;
    QTEST(core::appendHost(buffer, raw), "verdict");
}

void HostParserTest::everyForbiddenCharacterIsRefused()
{
    const QByteArray forbidden = " #/:<>?@[\\]^|%\x7F";
    for (int byte = 0; byte < 128; ++byte) {
        const QByteArray raw = QByteArray("a") + char(byte) + "b";
        core::UrlBuffer buffer;
        const bool isForbidden = byte < 0x20 || forbidden.contains(char(byte));
        QCOMPARE(core::appendHost(buffer, raw) == HostVerdict::ForbiddenCharacter, isForbidden);
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::HostParserTest)
#include "tst_hostparser.moc"
