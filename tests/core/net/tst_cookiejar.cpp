// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/cookiejar.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class CookieJarTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void sends_data();
    void sends();
    void laterValueReplacesTheEarlier();
    void expiredCookieDeletes();
    void isBounded();
};

void CookieJarTest::sends_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("setCookie");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("cookie");
    const auto add = [](const char *name, const char *from, const char *set, const char *to, const char *cookie) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(set) << QByteArray(to) << QByteArray(cookie);
    };
    add("back to the same host", "http://a.test/", "x=1", "http://a.test/page", "x=1");
    add("several, joined as Qt joins them", "http://a.test/", "x=1\ny=2", "http://a.test/", "x=1; y=2");
    add("value with a comma", "http://a.test/", "x=1,2; Expires=Wed, 01 Jan 2098 00:00:00 GMT", "http://a.test/",
        "x=1,2");
    add("not to another host", "http://a.test/", "x=1", "http://b.test/", "");
    add("not to a sub-domain", "http://a.test/", "x=1", "http://s.a.test/", "");
    add("to a sub-domain by Domain", "http://www.a.example/", "x=1; Domain=a.example", "http://b.a.example/", "x=1");
    add("not for a foreign Domain", "http://a.example/", "x=1; Domain=b.example", "http://b.example/", "");
    add("not for a public suffix", "http://a.co.uk/", "x=1; Domain=co.uk", "http://b.co.uk/", "");
    add("by Path", "http://a.test/in/", "x=1; Path=/in", "http://a.test/in/deep", "x=1");
    add("not outside the Path", "http://a.test/in/", "x=1; Path=/in", "http://a.test/out", "");
    add("Secure over https", "https://a.test/", "x=1; Secure", "https://a.test/", "x=1");
    add("Secure not over http", "https://a.test/", "x=1; Secure", "http://a.test/", "");
    add("expired at once", "http://a.test/", "x=1; Max-Age=0", "http://a.test/", "");
}

void CookieJarTest::sends()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, setCookie);
    QFETCH(QByteArray, to);
    CookieJar jar;
    jar.store(WebUrl::parse(from).value(), {{"Content-Type", "text/html"}, {"set-cookie", setCookie}});
    QTEST(jar.headerFor(WebUrl::parse(to).value()), "cookie");
}

void CookieJarTest::laterValueReplacesTheEarlier()
{
    CookieJar jar;
    const WebUrl url = WebUrl::parse("http://a.test/").value();
    jar.store(url, {{"Set-Cookie", "x=1"}});
    jar.store(url, {{"Set-Cookie", "x=2"}});
    QCOMPARE(jar.headerFor(url), "x=2"_ba);
    QCOMPARE(jar.count(), 1);
}

void CookieJarTest::expiredCookieDeletes()
{
    CookieJar jar;
    const WebUrl url = WebUrl::parse("http://a.test/").value();
    jar.store(url, {{"Set-Cookie", "x=1"}});
    jar.store(url, {{"Set-Cookie", "x=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}});
    QCOMPARE(jar.count(), 0);
}

void CookieJarTest::isBounded()
{
    CookieJar jar;
    const WebUrl url = WebUrl::parse("http://a.test/").value();
    jar.store(url, {{"Set-Cookie", "big=" + QByteArray(5'000, 'x')}});
    QCOMPARE(jar.count(), 0);
    QByteArray many;
    for (int i = 0; i < 3'100; ++i)
        many += "c" + QByteArray::number(i) + "=1\n";
    jar.store(url, {{"Set-Cookie", many}});
    QCOMPARE(jar.count(), 3'000);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::CookieJarTest)
#include "tst_cookiejar.moc"
