// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/listingbuilder.h"
#include "tests/support/suites.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

/// Lists that nobody means well with: each must end, within its limits.
class HostileListsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void survives_data();
    void survives();
    void countsRubbish();
    void cutsTooMany();
    void survivesMutations_data();
    void survivesMutations();
};

static QByteArray repeated(const QByteArray &text, qsizetype bytes)
{
    return text.repeated(bytes / text.size() + 1);
}

static QByteArray noise(qsizetype bytes)
{
    QByteArray result;
    QRandomGenerator random(1);
    while (result.size() < bytes)
        result.append(char(random.bounded(256)));
    return result;
}

void HostileListsTest::survives_data()
{
    QTest::addColumn<QByteArray>("list");
    constexpr qsizetype bytes = 1 << 20;

    QTest::newRow("noise") << noise(bytes);
    QTest::newRow("zeros") << QByteArray(bytes, '\0');
    QTest::newRow("one long line") << QByteArray(bytes, 'a');
    QTest::newRow("colons") << QByteArray(bytes, ':');
    QTest::newRow("at signs") << QByteArray(bytes, '@');
    QTest::newRow("hashes") << QByteArray(bytes, '#');
    QTest::newRow("hashes in credentials") << repeated("a#@", bytes);
    QTest::newRow("schemes") << repeated("http://", bytes);
    QTest::newRow("brackets") << repeated("[::", bytes);
    QTest::newRow("quotes") << "ip,port\n" + repeated("\"a,", bytes);
    QTest::newRow("commas") << "ip,port" + QByteArray(bytes, ',');
    QTest::newRow("empty lines") << QByteArray(bytes, '\n');
    QTest::newRow("deep JSON") << QByteArray(bytes, '[');
    QTest::newRow("deep JSON, closed") << QByteArray(bytes / 2, '[') + QByteArray(bytes / 2, ']');
    QTest::newRow("JSON at its depth") << QByteArray(1000, '[') + "\"203.0.113.7:80\"" + QByteArray(1000, ']');
    QTest::newRow("wide JSON") << '[' + repeated("{\"ip\":\"x\",\"port\":1},", bytes) + "1]";
    QTest::newRow("lines of broken JSON") << "{}\n" + repeated("{\"a\":\n", bytes);
    QTest::newRow("nested tables") << repeated("<table><tr><td>", bytes);
    QTest::newRow("tables") << repeated("<table><tr><th>ip<th>port</table>", bytes);
    QTest::newRow("rows") << "<table><tr><th>ip<th>port" + repeated("<tr><td>x<td>1", bytes);
    QTest::newRow("cells") << "<table><tr><th>ip<th>port" + repeated("<td>", bytes);
    QTest::newRow("wide spans") << "<table>" + repeated("<tr><td colspan=999999999>ip", bytes);
    QTest::newRow("nested formatting") << repeated("<b a=1><p>", bytes);
    QTest::newRow("a table's misplaced text") << "<table>" + repeated("x<b>", bytes / 8);
    QTest::newRow("a tag without an end") << "<table><tr><td " + QByteArray(bytes, 'a');
    QTest::newRow("entities") << "<table><tr><td>" + repeated("&nbsp;&lt;", bytes);
}

void HostileListsTest::survives()
{
    QFETCH(const QByteArray, list);
    const ProxyListing listing = readProxyList(list);
    QVERIFY(listing.proxies.size() <= 1);
    QVERIFY(listing.refused.size() <= ListingBuilder::maximumRefused);
    for (const RefusedProxy &refused : listing.refused)
        QVERIFY(refused.text.size() <= 200 && refused.reason.size() <= 400);
}

void HostileListsTest::countsRubbish()
{
    QByteArray list;
    for (int i = 0; i < 10'000; ++i)
        list += "rubbish " + QByteArray::number(i) + " \xff\x01 :@/\n";
    const ProxyListing listing = readProxyList("203.0.113.7:80\n" + list + "203.0.113.8:80\n");
    QCOMPARE(listing.proxies.size(), 2);
    QCOMPARE(listing.refusedCount, 10'000);
    QCOMPARE(listing.refused.size(), ListingBuilder::maximumRefused);
}

void HostileListsTest::cutsTooMany()
{
    QByteArray list;
    for (int i = 0; i < 100'010; ++i)
        list += QByteArray::number(1 + i % 223) + '.' + QByteArray::number(i / 223 % 250) + ".2." +
                QByteArray::number(i / 55'750) + ":80\n";
    const ProxyListing listing = readProxyList(list);
    QCOMPARE(listing.proxies.size(), ListingBuilder::maximumProxies);
    QVERIFY(listing.isCut);
}

void HostileListsTest::survivesMutations_data()
{
    QTest::addColumn<QByteArray>("list");

    QTest::newRow("text") << QByteArray("203.0.113.7:80\nhttp://ann:p%40w@[2001:db8::1]:80 # x\n203.0.113.8:81:bob:pw\n"
                                        "proxy.example.org 3128 DE elite socks5\n");
    QTest::newRow("CSV") << QByteArray("ip,port,user,password,type\n203.0.113.7,80,\"a,n\",pw,socks5\nxn--a.b,81,,,\n");
    QTest::newRow("JSON") << QByteArray(R"([{"ip":"203.0.113.7","port":80,"protocols":["http","socks5"],"geo":)"
                                        R"({"country":"DE"}},["203.0.113.8",81],{"socks5":["ann:pw@h.example:1"]}])");
    QTest::newRow("page") << QByteArray("<table><tr><th>IP Address<th>Port<th>Https<tr><td>203.0.113.7<td colspan=2>80"
                                        "<tr><td>[::2]<td>81<td>yes</table><pre>203.0.113.9:82</pre>");
}

/// Whatever became of a list, the proxies in it are such as parseProxy() reads.
void HostileListsTest::survivesMutations()
{
    QFETCH(const QByteArray, list);
    QRandomGenerator random(7);
    static const QByteArray signs(":@/[]{}<>\"'#%,;|\t\n\\.-\0 0aZ9\xc3\xa9\xff", 30);
    for (int run = 0; run < 3'000; ++run) {
        QByteArray mutated = list;
        for (int i = 0; i <= run % 8; ++i) {
            const qsizetype at = random.bounded(int(mutated.size()));
            if (random.bounded(3) == 0)
                mutated.remove(at, 1 + random.bounded(4));
            else
                mutated.insert(at, signs.at(random.bounded(int(signs.size()))));
        }
        const ProxyListing listing = readProxyList(mutated);
        for (const ProxyRecord &proxy : listing.proxies) {
            const auto again = parseProxy(proxy.key.text());
            QVERIFY2(again && again->key == proxy.key, mutated.constData());
        }
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::HostileListsTest)
#include "tst_hostilelists.moc"
