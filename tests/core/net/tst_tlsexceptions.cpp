// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlsexceptions.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class TlsExceptionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void covers_data();
    void covers();
    void nothingIsExceptedAtFirst();
};

void TlsExceptionsTest::covers_data()
{
    QTest::addColumn<QString>("exception");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("isCovered");
    QTest::newRow("the host") << u"shop.example"_s << "https://shop.example/a?b"_ba << true;
    QTest::newRow("every port of the host") << u"shop.example"_s << "https://shop.example:8443/"_ba << true;
    QTest::newRow("another host") << u"shop.example"_s << "https://news.example/"_ba << false;
    QTest::newRow("not its subdomains") << u"shop.example"_s << "https://www.shop.example/"_ba << false;
    QTest::newRow("not what ends alike") << u"shop.example"_s << "https://myshop.example/"_ba << false;
    QTest::newRow("http has no certificate") << u"shop.example"_s << "http://shop.example/"_ba << false;
    QTest::newRow("host and port") << u"shop.example:8443"_s << "https://shop.example:8443/"_ba << true;
    QTest::newRow("another port") << u"shop.example:8443"_s << "https://shop.example/"_ba << false;
    QTest::newRow("the usual port, written") << u"shop.example:443"_s << "https://shop.example/"_ba << true;
    QTest::newRow("in capitals") << u"Shop.Example"_s << "https://shop.example/"_ba << true;
    QTest::newRow("an international name") << QString::fromUtf8("b\xC3\xBC"
                                                                "cher.example")
                                           << "https://xn--bcher-kva.example/"_ba << true;
    QTest::newRow("IPv4") << u"127.0.0.1"_s << "https://127.0.0.1:4433/"_ba << true;
    QTest::newRow("IPv6") << u"[::1]"_s << "https://[::1]:4433/"_ba << true;
    QTest::newRow("IPv6, written at length") << u"[0:0:0:0:0:0:0:1]"_s << "https://[::1]/"_ba << true;
    QTest::newRow("IPv6 and port") << u"[::1]:4433"_s << "https://[::1]:4434/"_ba << false;
}

void TlsExceptionsTest::covers()
{
    QFETCH(QString, exception);
    QFETCH(QByteArray, url);
    const TlsExceptions exceptions({u"other.test"_s, exception});
    QTEST(exceptions.covers(WebUrl::parse(url).value()), "isCovered");
}

void TlsExceptionsTest::nothingIsExceptedAtFirst()
{
    QVERIFY(TlsExceptions().isEmpty());
    QVERIFY(!TlsExceptions().covers(WebUrl::parse("https://shop.example/").value()));
    QVERIFY(!TlsExceptions({u"shop.example"_s}).isEmpty());
}

QTEST_GUILESS_MAIN(TlsExceptionsTest)
#include "tst_tlsexceptions.moc"
