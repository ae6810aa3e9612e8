// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/addressesin.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class AddressesInTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void found_data();
    void found();
    void notFound_data();
    void notFound();
    void aLongerNumberIsAnotherAddress();
    void longValuesAreReadInTime();
};

void AddressesInTest::found_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *name, const QByteArray &value, const char *address) {
        QTest::newRow(name) << value << QString::fromLatin1(address);
    };
    row("alone", "192.0.2.7", "192.0.2.7");
    row("first of a list", "192.0.2.7, 10.0.0.1", "192.0.2.7");
    row("last of a list", "unknown, 192.0.2.7", "192.0.2.7");
    row("with a port", "192.0.2.7:8080", "192.0.2.7");
    row("in brackets", "[192.0.2.7]", "192.0.2.7");
    row("leading zeros", "192.000.002.007", "192.0.2.7");
    row("end of a sentence", "sent for 192.0.2.7.", "192.0.2.7");
    row("within a word", "ip192.0.2.7x", "192.0.2.7");
    row("Via", "1.1 gate:3128 (squid/5.7 for 192.0.2.7)", "192.0.2.7");
    row("Forwarded", "for=192.0.2.7;proto=http;by=203.0.113.43", "192.0.2.7");
    row("Forwarded, quoted with a port", "for=\"192.0.2.7:47011\"", "192.0.2.7");
    row("Forwarded, second element", "for=_hidden, for=192.0.2.7", "192.0.2.7");
    row("Forwarded, IPv6", "For=\"[2001:db8:cafe::17]\"", "2001:db8:cafe::17");
    row("Forwarded, IPv6 with a port", "For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17");
    row("IPv6, upper case and zeros", "2001:0DB8:CAFE:0000:0000:0000:0000:0017", "2001:db8:cafe::17");
    row("IPv6 with a zone", "fe80::1%eth0", "fe80::1");
    row("IPv6 after a name", "client:2001:db8::1", "2001:db8::1");
    row("IPv6 after a name of hexadecimal letters", "face:2001:db8::1", "2001:db8::1");
    row("IPv6 with a port and no brackets", "2001:db8:1:2:3:4:5:6:8080", "2001:db8:1:2:3:4:5:6");
    row("IPv4-mapped", "::ffff:192.0.2.7", "192.0.2.7");
    row("IPv4-mapped in hexadecimal", "::ffff:c000:207", "192.0.2.7");
    row("percent-encoded IPv4", "ip=192%2E0%2e2.7", "192.0.2.7");
    row("percent-encoded IPv6", "2001%3Adb8%3A%3A1", "2001:db8::1");
    row("loopback IPv6", "[::1]:80", "::1");
}

void AddressesInTest::found()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, address);
    QVERIFY(addressesIn(value).contains(QHostAddress(address)));
}

void AddressesInTest::notFound_data()
{
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const QByteArray &value) { QTest::newRow(name) << value; };
    row("empty", "");
    row("a number that is too long", "192.0.2.0007");
    row("a longer first number", "1192.0.2.7");
    row("a fifth part", "192.0.2.7.1");
    row("three parts", "192.0.2");
    row("a part over 255", "192.0.2.256");
    row("nothing between dots", "192..2.7");
    row("a version", "Mozilla/5.0 (rv:102.0) Gecko/20100101");
    row("a time", "12:30:59");
    row("unknown", "unknown");
}

void AddressesInTest::notFound()
{
    QFETCH(QByteArray, value);
    const QList<QHostAddress> found = addressesIn(value);
    QVERIFY2(found.isEmpty(), qPrintable(found.value(0).toString()));
}

void AddressesInTest::aLongerNumberIsAnotherAddress()
{
    QCOMPARE(addressesIn("192.0.2.70"), QList({QHostAddress(u"192.0.2.70"_s)}));
}

void AddressesInTest::longValuesAreReadInTime()
{
    for (const QByteArray &piece : {"1."_ba, "1:"_ba, "::"_ba, "1.2.3.4,"_ba, "%31"_ba})
        QVERIFY(addressesIn(piece.repeated(50'000)).size() <= 100'000);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::AddressesInTest)
#include "tst_addressesin.moc"
