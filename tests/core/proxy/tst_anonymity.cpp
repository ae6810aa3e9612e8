// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/anonymity.h"

#include "core/proxy/proxyheaders.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

Q_DECLARE_METATYPE(sluice::core::Headers)

namespace sluice::test {

class AnonymityTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void verdicts_data();
    void verdicts();
    void itAsksFromAnOwnAddress();
    void whatWasSentCountsForNothing();
    void theEvidenceIsNamed();
    void headersThatTell_data();
    void headersThatTell();
    void interfacesAreNoLoopback();
};

namespace {

const Headers sentHeaders = {{"Host", "127.0.0.1:8080"}, {"User-Agent", "Sluice/1"}, {"Accept", "application/json"}};

AnonymityFinding judged(const Headers &added, const QString &peer = u"127.0.0.3"_s)
{
    JudgeAnswer answer;
    answer.peer = QHostAddress(peer);
    answer.headers = sentHeaders + added;
    return judgeAnonymity(answer, sentHeaders,
                          {QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.2"_s), QHostAddress(u"2001:db8::2"_s)});
}

} // namespace

void AnonymityTest::verdicts_data()
{
    QTest::addColumn<Headers>("added");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, const Headers &added, const char *verdict) {
        QTest::newRow(name) << added << QString::fromLatin1(verdict);
    };
    const Header via{"Via", "1.1 gate (squid/5.7)"};
    row("squid, default", {via, {"X-Forwarded-For", "127.0.0.2"}, {"Cache-Control", "max-age=259200"}}, "transparent");
    row("tinyproxy, XTinyproxy Yes", {{"Via", "1.1 tinyproxy (tinyproxy/1.11.1)"}, {"X-Tinyproxy", "127.0.0.2"}},
        "transparent");
    row("squid, forwarded_for off", {via, {"X-Forwarded-For", "unknown"}}, "anonymous");
    row("tinyproxy, default", {{"Via", "1.1 tinyproxy (tinyproxy/1.11.1)"}}, "anonymous");
    row("squid, forwarded_for delete and via off", {{"Cache-Control", "max-age=259200"}, {"Connection", "keep-alive"}},
        "elite");
    row("through CONNECT or SOCKS5", {}, "elite");
    row("Forwarded names the client", {{"Forwarded", "for=127.0.0.2;by=127.0.0.3"}}, "transparent");
    row("Forwarded names its IPv6 address", {{"Forwarded", "for=\"[2001:DB8::2]:4711\""}}, "transparent");
    row("Forwarded hides the client", {{"Forwarded", "for=_hidden;by=127.0.0.3"}}, "anonymous");
    row("a header of any name", {{"X-Whatever", "ip=127.0.0.2"}}, "transparent");
    row("an IPv4-mapped address", {{"Client-IP", "::ffff:127.0.0.2"}}, "transparent");
    row("with a port", {{"X-Real-IP", "127.0.0.2:1234"}}, "transparent");
    row("somebody else's address", {{"X-Forwarded-For", "203.0.113.9"}}, "anonymous");
    row("an address that only begins alike", {{"X-Forwarded-For", "127.0.0.20"}}, "anonymous");
    row("the header that clients send to proxies", {{"Proxy-Connection", "keep-alive"}}, "anonymous");
    row("the address behind what tells of a proxy", {via, {"X-Last", "127.0.0.2"}}, "transparent");
}

void AnonymityTest::verdicts()
{
    QFETCH(Headers, added);
    QTEST(anonymityName(judged(added).anonymity), "verdict");
}

void AnonymityTest::itAsksFromAnOwnAddress()
{
    const AnonymityFinding finding = judged({}, u"127.0.0.2"_s);
    QCOMPARE(finding.anonymity, Anonymity::Transparent);
    QVERIFY2(finding.evidence.contains(u"127.0.0.2"_s), qPrintable(finding.evidence));
}

void AnonymityTest::whatWasSentCountsForNothing()
{
    QCOMPARE(judged({}).anonymity, Anonymity::Elite); // its Host is the client's own address
    QCOMPARE(judged({{"X-Host", "127.0.0.1:8080"}}).anonymity, Anonymity::Transparent);
    QCOMPARE(judged({{"host", "127.0.0.1:8081"}}).anonymity, Anonymity::Transparent);
}

void AnonymityTest::theEvidenceIsNamed()
{
    QCOMPARE(judged({{"X-Tinyproxy", "127.0.0.2"}}).evidence,
             u"X-Tinyproxy gives this machine's address away: 127.0.0.2"_s);
    QCOMPARE(judged({{"Via", "1.1 gate"}, {"Forwarded", "for=x"}}).evidence, u"Via tells of a proxy: 1.1 gate"_s);
    QCOMPARE(judged({}).evidence, QString());
    QVERIFY(judged({{"Via", QByteArray(5'000, 'x')}}).evidence.size() < 300);
}

void AnonymityTest::headersThatTell_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("tells");
    for (const char *name : {"Via", "VIA", "X-Forwarded-For", "x-forwarded-proto", "Forwarded", "X-Proxy-ID",
                             "X-ProxyUser-Ip", "Proxy-Connection", "Client-IP", "X-Real-IP", "X-BlueCoat-Via",
                             "Max-Forwards", "CDN-Loop", "Xroxy-Connection"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"Host", "User-Agent", "Accept", "Connection", "Cache-Control", "Viaduct", "Proxyless",
                             "X-Real", "Forwardedness", ""})
        QTest::addRow("not %s", name) << QByteArray(name) << false;
}

void AnonymityTest::headersThatTell()
{
    QFETCH(QByteArray, name);
    QTEST(tellsOfProxy(name), "tells");
}

void AnonymityTest::interfacesAreNoLoopback()
{
    for (const QHostAddress &address : interfaceAddresses())
        QVERIFY2(!address.isLoopback() && address.scopeId().isEmpty(), qPrintable(address.toString()));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::AnonymityTest)
#include "tst_anonymity.moc"
