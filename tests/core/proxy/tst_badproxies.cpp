// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/proxy/checking.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

using Mood = ScriptedProxy::Mood;

/// Every way of being no proxy is a state with a reason, in time.
class BadProxiesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void eachHasAReason_data();
    void eachHasAReason();
    void closedPort_data();
    void closedPort();
    void wrongCredentials_data();
    void wrongCredentials();
    void captivePages_data();
    void captivePages();
    void tlsInsteadOfAProxy();
};

namespace {

CheckSettings settingsFor(int timeoutMs)
{
    CheckSettings settings;
    settings.timeoutMs = timeoutMs;
    return settings;
}

} // namespace

void BadProxiesTest::eachHasAReason_data()
{
    QTest::addColumn<Mood>("mood");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("timeoutMs");
    QTest::addColumn<QStringList>("reasons"); // as Http, Https, Socks5; none: not as this type
    int timeoutMs = 60'000;
    const auto row = [&](const char *name, Mood mood, const QByteArray &words, const QStringList &reasons) {
        QTest::newRow(name) << mood << words << timeoutMs
                            << (reasons.size() == 1 ? reasons + reasons + reasons : reasons);
    };
    row("closes", Mood::Says, "", {u"closed"_s, u"closed"_s, {}});
    row("resets", Mood::Resets, "", {u"closed"_s, u"closed"_s, {}});
    row("is a mail server", Mood::Greets, "220 mail.example ESMTP\r\n", {u"mail server, no proxy: \"220 mail"_s});
    row("is an FTP server", Mood::Greets, "220 FTP ready\r\n", {u"FTP server"_s});
    row("is an SSH server", Mood::Greets, "SSH-2.0-OpenSSH_9\r\n", {u"SSH server"_s});
    row("speaks SOCKS5", Mood::Says, QByteArray("\x05\x00", 2),
        {u"speaks SOCKS5, not HTTP"_s, u"speaks SOCKS5, not HTTP"_s, {}});
    row("speaks HTTP", Mood::Says, "HTTP/1.1 400 What\r\nContent-Length: 0\r\n\r\n",
        {u"status 400"_s, u"proxy"_s, u"speaks HTTP, not SOCKS5"_s});
    const QString endless = u"headers do not end"_s;
    row("floods with headers", Mood::Floods, "", {endless, endless, u"speaks HTTP"_s});
    row("sends rubbish", Mood::Says, "\x01\x02rubbish\r\n", {u"unknown protocol: \"??rubbish\""_s});
    timeoutMs = 1'000; // until which the following wait
    const QString ended = u"closed"_s;
    const QString silent = u"takes connections and does not answer"_s;
    row("accepts and hangs", Mood::Hangs, "", {silent});
    row("closes, asked as SOCKS5", Mood::Says, "", {{}, {}, ended});
    row("resets, asked as SOCKS5", Mood::Resets, "", {{}, {}, ended});
    row("speaks SOCKS5 and no more", Mood::Says, QByteArray("\x05\x00", 2), {{}, {}, ended});
    row("drips", Mood::Drips, "", {u"no whole answer within"_s, u"no connection within"_s, u"speaks HTTP"_s});
}

void BadProxiesTest::eachHasAReason()
{
    QFETCH(Mood, mood);
    QFETCH(QByteArray, words);
    QFETCH(int, timeoutMs);
    QFETCH(QStringList, reasons);
    const QList<ProxyType> types{ProxyType::Http, ProxyType::Https, ProxyType::Socks5};
    std::array<ScriptedProxy, 3> proxies;
    QList<CheckSubject> subjects;
    for (size_t i = 0; i < proxies.size(); ++i) {
        QVERIFY(proxies[i].start());
        proxies[i].behave(mood, words);
        if (!reasons[qsizetype(i)].isEmpty())
            subjects.append(subjectAt(proxies[i].port(), types[qsizetype(i)]));
    }
    const CheckRun run = checkAll(subjects, settingsFor(timeoutMs));
    QCOMPARE(run.verdicts.size(), subjects.size());
    for (qsizetype i = 0; i < run.verdicts.size(); ++i) {
        const CheckVerdict &verdict = run.verdicts[i];
        const QString type = proxyTypeName(run.proxies[i].key.type);
        const QString &reason = reasons[types.indexOf(run.proxies[i].key.type)];
        QCOMPARE(verdict.state, ProxyState::Dead);
        QVERIFY2(verdict.reason.contains(reason), qPrintable(type + u": "_s + verdict.reason));
        QVERIFY2(!verdict.reason.contains("nonce"_L1), qPrintable(verdict.reason));
        QCOMPARE(verdict.totalMs, -1);
        QCOMPARE(verdict.anonymity, Anonymity::Unknown);
        QVERIFY(verdict.atUtcMs > 0);
    }
}

void BadProxiesTest::closedPort_data()
{
    QTest::addColumn<ProxyType>("type");
    QTest::newRow("http") << ProxyType::Http;
    QTest::newRow("https") << ProxyType::Https;
    QTest::newRow("socks5") << ProxyType::Socks5;
}

void BadProxiesTest::closedPort()
{
    QFETCH(ProxyType, type);
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    const quint16 port = proxy.port();
    proxy.stop();
    const CheckVerdict verdict = checkOne(subjectAt(port, type), settingsFor(60'000));
    QCOMPARE(verdict.state, ProxyState::Dead);
    QVERIFY2(verdict.reason.contains("refused"_L1), qPrintable(verdict.reason));
}

void BadProxiesTest::wrongCredentials_data()
{
    QTest::addColumn<ProxyType>("type");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isAlive");
    for (const auto &[name, type] : {std::pair("http", ProxyType::Http), std::pair("https", ProxyType::Https)}) {
        QTest::addRow("%s, none", name) << type << QString() << false;
        QTest::addRow("%s, wrong", name) << type << u"canary-wrong"_s << false;
        QTest::addRow("%s, right", name) << type << u"canary-right"_s << true;
    }
}

void BadProxiesTest::wrongCredentials()
{
    QFETCH(ProxyType, type);
    QFETCH(QString, password);
    QFETCH(bool, isAlive);
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    proxy.requireCredentials("user:canary-right");
    const QString user = password.isEmpty() ? QString() : u"user"_s;
    const CheckVerdict verdict = checkOne(subjectAt(proxy.port(), type, user, password), settingsFor(60'000));
    QCOMPARE(verdict.state == ProxyState::Alive, isAlive);
    QVERIFY2(!verdict.reason.contains("canary"_L1), qPrintable(verdict.reason));
    if (!isAlive)
        QVERIFY2(verdict.reason.contains("credentials"_L1), qPrintable(verdict.reason));
}

void BadProxiesTest::captivePages_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("reason");
    const QByteArray ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    QTest::newRow("a page") << ok + "Content-Type: text/html\r\n\r\n<title>Log in</title>" << u"captive page"_s;
    QTest::newRow("the way to a page") << "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n"
                                          "Content-Length: 0\r\n\r\n"_ba
                                       << u"captive page"_s;
    QTest::newRow("something else") << ok + "Content-Type: application/json\r\n\r\n{\"ok\":true}" << u"changed"_s;
    QTest::newRow("somebody's cache")
        << ok + "Content-Type: application/json\r\n\r\n{\"judge\":\"sluice\",\"version\":1,\"method\":\"GET\","
                "\"nonce\":\"old\",\"peer\":\"192.0.2.7\",\"headers\":[]}"
        << u"another request"_s;
    QTest::newRow("a refusal") << "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"_ba << u"status 403"_s;
}

void BadProxiesTest::captivePages()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, reason);
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    proxy.behave(Mood::Says, answer);
    const CheckVerdict verdict = checkOne(subjectAt(proxy.port()), settingsFor(60'000));
    QCOMPARE(verdict.state, ProxyState::Dead);
    QVERIFY2(verdict.reason.contains(reason), qPrintable(verdict.reason));
}

void BadProxiesTest::tlsInsteadOfAProxy()
{
    Certificates certificates;
    const auto tls = certificates.make({});
    if (!tls)
        QSKIP("openssl is not installed");
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    const CheckRun run = checkAll({subjectAt(server.port()), subjectAt(server.port(), ProxyType::Https),
                                   subjectAt(server.port(), ProxyType::Socks5)},
                                  settingsFor(3'000));
    QCOMPARE(run.verdicts.size(), 3);
    for (const CheckVerdict &verdict : run.verdicts) {
        QCOMPARE(verdict.state, ProxyState::Dead);
        QVERIFY2(verdict.reason.contains("speaks TLS"_L1), qPrintable(verdict.reason));
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::BadProxiesTest)
#include "tst_badproxies.moc"
