// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/ipaddress.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

/// What a refused address reads as in the tables.
static const QByteArray refused = "refused";

class IpAddressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void tellsNumbersFromNames_data();
    void tellsNumbersFromNames();
    void parsesIpv4_data();
    void parsesIpv4();
    void parsesIpv6_data();
    void parsesIpv6();
};

void IpAddressTest::tellsNumbersFromNames_data()
{
    QTest::addColumn<bool>("isNumber");
    for (const char *const number : {"1", "a.1", "1.", "a.09", "0x", "a.0x1F", "1.2.3.4.", "99999999999999999999"})
        QTest::newRow(number) << true;
    for (const char *const name : {"", ".", "..", "a", "1.a", "1a", "0xg", "1..", "a.-1"})
        QTest::newRow(*name ? name : "nothing") << false;
}

void IpAddressTest::tellsNumbersFromNames()
{
    const QByteArray tag = QTest::currentDataTag();
    QTEST(core::endsInNumber(tag == "nothing" ? QByteArray() : tag), "isNumber");
}

static void addressRow(const char *text, const QByteArray &address)
{
    QTest::newRow(*text ? text : "nothing") << QByteArray(text) << address;
}

void IpAddressTest::parsesIpv4_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("address");

    addressRow("1.2.3.4", "1.2.3.4");
    addressRow("1.2.3.4.", "1.2.3.4");
    addressRow("0", "0.0.0.0");
    addressRow("256", "0.0.1.0");
    addressRow("4294967295", "255.255.255.255");
    addressRow("1.16777215", "1.255.255.255");
    addressRow("1.2.65535", "1.2.255.255");
    addressRow("0x7f.0X1", "127.0.0.1");
    addressRow("0x", "0.0.0.0");
    addressRow("0177.00.010", "127.0.0.8");
    for (const char *const bad : {"", ".", "1..2", ".1", "4294967296", "1.16777216", "1.2.65536", "1.2.3.256", "256.1",
                                  "08", "0x1g", "1.2.3.4.5", "1.2.3.4..", "-1", " 1", "18446744073709551617"})
        addressRow(bad, refused);
}

void IpAddressTest::parsesIpv4()
{
    QFETCH(QByteArray, text);
    const auto address = core::parseIpv4(text);
    QTEST(address ? core::ipv4Text(*address) : refused, "address");
}

void IpAddressTest::parsesIpv6_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("address");

    addressRow("::", "::");
    addressRow("::1", "::1");
    addressRow("1::", "1::");
    addressRow("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8");
    addressRow("0001:00AB::", "1:ab::");
    addressRow("1:0:0:2:0:0:0:3", "1:0:0:2::3");
    addressRow("1:0:0:2:3:0:0:4", "1::2:3:0:0:4");
    addressRow("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7");
    addressRow("0:0:1::", "0:0:1::");
    addressRow("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0");
    addressRow("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8");
    addressRow("1::5:6", "1::5:6");
    addressRow("::ffff:1.2.3.4", "::ffff:102:304");
    addressRow("1:2:3:4:5:6:127.0.0.1", "1:2:3:4:5:6:7f00:1");
    for (const char *const bad : {"",
                                  ":",
                                  "1",
                                  ":1",
                                  "1:",
                                  "1::2::3",
                                  ":::",
                                  "12345::",
                                  "1:2:3:4:5:6:7",
                                  "1:2:3:4:5:6:7:8:9",
                                  "1:2:3:4:5:6:7:8::",
                                  "g::",
                                  "::1.2.3",
                                  "::1.2.3.256",
                                  "::1.2.3.04",
                                  "::1.2.3.4.",
                                  "::1.2.3.4:1",
                                  "::.1.2.3",
                                  "::1..2.3",
                                  "1:2:3:4:5:6:7:1.2.3.4",
                                  "::1.2.3.4.5",
                                  "::%1",
                                  "1:2:3:4:5:6:7:8:",
                                  "::a.2.3.4"})
        addressRow(bad, refused);
}

void IpAddressTest::parsesIpv6()
{
    QFETCH(QByteArray, text);
    const auto address = core::parseIpv6(text);
    QTEST(address ? core::ipv6Text(*address) : refused, "address");
    if (address)
        QCOMPARE(core::parseIpv6(core::ipv6Text(*address)), address);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::IpAddressTest)
#include "tst_ipaddress.moc"
