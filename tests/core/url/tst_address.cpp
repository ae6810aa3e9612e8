// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/address.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class AddressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void completion_data();
    void completion();
    void hosts_data();
    void hosts();
};

void AddressTest::completion_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("address");
    QTest::newRow("a name gets https") << u"example.com"_s << u"https://example.com"_s;
    QTest::newRow("with path and query") << u"example.com/a?b=c"_s << u"https://example.com/a?b=c"_s;
    QTest::newRow("white space goes") << u"  example.com/ "_s << u"https://example.com/"_s;
    QTest::newRow("an international name") << u"bücher.example"_s << u"https://bücher.example"_s;
    QTest::newRow("this machine gets http") << u"localhost:8000/x"_s << u"http://localhost:8000/x"_s;
    QTest::newRow("this machine without port") << u"localhost"_s << u"http://localhost"_s;
    QTest::newRow("an IPv4 address gets http") << u"127.0.0.1/x"_s << u"http://127.0.0.1/x"_s;
    QTest::newRow("a shortened IPv4 address too") << u"127.1"_s << u"http://127.1"_s;
    QTest::newRow("a name that begins with numbers gets https") << u"1.2.example"_s << u"https://1.2.example"_s;
    QTest::newRow("an IPv6 address gets http") << u"[::1]:80/"_s << u"http://[::1]:80/"_s;
    QTest::newRow("another port gets http") << u"example.com:8080"_s << u"http://example.com:8080"_s;
    QTest::newRow("port 443 gets https") << u"example.com:443"_s << u"https://example.com:443"_s;
    QTest::newRow("a scheme stays") << u"http://example.com/"_s << u"http://example.com/"_s;
    QTest::newRow("another scheme stays, to be refused") << u"ftp://example.com/"_s << u"ftp://example.com/"_s;
    QTest::newRow("mailto stays") << u"mailto:me@example.com"_s << u"mailto:me@example.com"_s;
    QTest::newRow("a word stays, to be refused") << u"example"_s << u"example"_s;
    QTest::newRow("words stay") << u"two words.com"_s << u"two words.com"_s;
    QTest::newRow("nothing stays nothing") << u"  "_s << QString();
}

void AddressTest::completion()
{
    QFETCH(QString, typed);
    QTEST(completedAddress(typed), "address");
}

void AddressTest::hosts_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("host");
    QTest::newRow("of a whole address") << u"https://www.example.com/a"_s << u"www.example.com"_s;
    QTest::newRow("of what was typed") << u"example.com/a"_s << u"example.com"_s;
    QTest::newRow("of none") << u"nothing"_s << QString();
}

void AddressTest::hosts()
{
    QFETCH(QString, address);
    QTEST(hostOf(address), "host");
}

QTEST_GUILESS_MAIN(AddressTest)
#include "tst_address.moc"
