// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxywish.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

class TestProxyWish : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void policiesHaveNames();
    void conditions_data();
    void conditions();
    void severalConditions();
    void reading_data();
    void reading();
};

void TestProxyWish::policiesHaveNames()
{
    for (const auto policy : {ProxyPolicy::First, ProxyPolicy::RoundRobin, ProxyPolicy::Random, ProxyPolicy::Fastest,
                              ProxyPolicy::LeastUsed, ProxyPolicy::Sticky})
        QCOMPARE(proxyPolicyNamed(proxyPolicyName(policy)), policy);
    QCOMPARE(proxyPolicyName(ProxyPolicy::LeastUsed), u"least-used"_s);
    QVERIFY(!proxyPolicyNamed(u"best"_s));
    QVERIFY(!proxyPolicyNamed(u""_s));
}

void TestProxyWish::conditions_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char *key, const char *value, bool isMatch) {
        QTest::addRow("%s=%s", key, value) << QString::fromLatin1(key) << QString::fromLatin1(value) << isMatch;
    };
    row("country", "Germany", true);
    row("country", "germany", true);
    row("country", "de", true);
    row("country", "Ger", false);
    row("country", "FR", false);
    row("anonymity", "elite", true);
    row("anonymity", "transparent", false); // what was listed counts no more
    row("type", "SOCKS5", true);
    row("type", "http", false);
    row("source", "https://lists.example/", true);
    row("source", "https://lists.example", false);
    row("state", "alive", true);
    row("state", "dead", false);
    row("State", "Alive", true);
    row("colour", "blue", false);
}

void TestProxyWish::conditions()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, isMatch);
    ProxyRecord proxy;
    proxy.key.type = ProxyType::Socks5;
    proxy.country = u"Germany"_s;
    proxy.countryCode = u"DE"_s;
    proxy.listedAnonymity = Anonymity::Transparent;
    proxy.anonymity = Anonymity::Elite;
    proxy.source = u"https://lists.example/"_s;
    proxy.state = ProxyState::Alive;
    QCOMPARE(matches(proxy, {{key, value}}), isMatch);
    proxy.anonymity = Anonymity::Unknown;
    QVERIFY(matches(proxy, {{u"anonymity"_s, u"transparent"_s}}));
}

void TestProxyWish::severalConditions()
{
    ProxyRecord proxy;
    proxy.countryCode = u"DE"_s;
    QVERIFY(matches(proxy, {}));
    QVERIFY(matches(proxy, {{u"country"_s, u"DE"_s}, {u"type"_s, u"http"_s}}));
    QVERIFY(!matches(proxy, {{u"country"_s, u"DE"_s}, {u"type"_s, u"https"_s}}));
}

void TestProxyWish::reading_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"country=DE"_s << u"country"_s << u"DE"_s;
    QTest::newRow("spaces and capitals") << u" Type = SOCKS5 "_s << u"type"_s << u"SOCKS5"_s;
    QTest::newRow("more equals signs") << u"source=https://h/?a=b"_s << u"source"_s << u"https://h/?a=b"_s;
    QTest::newRow("nothing") << u""_s << u""_s << u""_s;
    QTest::newRow("no equals sign") << u"country"_s << u""_s << u""_s;
    QTest::newRow("no value") << u"country="_s << u""_s << u""_s;
    QTest::newRow("no key") << u"=DE"_s << u""_s << u""_s;
    QTest::newRow("unknown key") << u"colour=blue"_s << u""_s << u""_s;
    QTest::newRow("no such anonymity") << u"anonymity=high"_s << u""_s << u""_s;
    QTest::newRow("no such type") << u"type=ftp"_s << u""_s << u""_s;
    QTest::newRow("no such state") << u"state=asleep"_s << u""_s << u""_s;
}

void TestProxyWish::reading()
{
    QFETCH(QString, text);
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto condition = proxyCondition(text);
    QCOMPARE(condition.has_value(), !key.isEmpty());
    if (condition)
        QCOMPARE(*condition, (ProxyCondition{key, value}));
    else
        QVERIFY2(condition.error().startsWith("expected "_L1), qPrintable(condition.error()));
}

QTEST_GUILESS_MAIN(TestProxyWish)
#include "tst_proxywish.moc"
