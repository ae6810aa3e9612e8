// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/plancookies.h"
#include "core/net/cookiejar.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Where a crawl's own cookies go.
class PlanCookiesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void loginStaysWithTls_data();
    void loginStaysWithTls();
};

void PlanCookiesTest::loginStaysWithTls_data()
{
    QTest::addColumn<QByteArray>("seed");
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<bool>("isSent");
    QTest::newRow("over TLS") << "https://a.test/"_ba
                              << "https://a.test/x/y"_ba << true;
    QTest::newRow("a link without TLS") << "https://a.test/"_ba
                                        << "http://a.test/x"_ba << false;
    QTest::newRow("a host below") << "https://www.a.test/"_ba
                                  << "http://a.test/x"_ba << false;
    QTest::newRow("a seed without TLS") << "http://a.test/"_ba
                                        << "http://a.test/x"_ba << true;
    QTest::newRow("another host's seed without TLS") << "http://nota.test/"_ba
                                                     << "http://a.test/x"_ba << false;
    QTest::newRow("another host") << "https://a.test/"_ba
                                  << "https://b.test/"_ba << false;
}

void PlanCookiesTest::loginStaysWithTls()
{
    QFETCH(QByteArray, seed);
    QFETCH(QByteArray, asked);
    QFETCH(bool, isSent);
    const CrawlPlan::Cookie cookie{"sid", "1", "a.test"};
    CookieJar jar;
    jar.store(WebUrl::parse("https://a.test/").value(),
              {{"Set-Cookie"_ba, cookieLine(cookie, {WebUrl::parse(seed).value()})}});
    QCOMPARE(jar.headerFor(WebUrl::parse(asked).value()), isSent ? "sid=1"_ba : QByteArray());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::PlanCookiesTest)
#include "tst_plancookies.moc"
