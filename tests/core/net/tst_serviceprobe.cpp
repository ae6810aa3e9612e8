// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/serviceprobe.h"

#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

using Mood = ScriptedProxy::Mood;

class ServiceProbeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void firstBytes_data();
    void firstBytes();
    void services_data();
    void services();
    void tls();
    void nobody();
};

namespace {

Service found(quint16 port, int timeoutMs = 2'000)
{
    ServiceProbe probe(u"127.0.0.1"_s, port);
    std::optional<Service> service;
    probe.start(timeoutMs, [&service](const Service &what) { service = what; });
    turnUntil([&service] { return service.has_value(); });
    return service.value_or(Service{ServiceKind::Other, u"no end"_s});
}

} // namespace

void ServiceProbeTest::firstBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ServiceKind>("kind");
    QTest::addColumn<QString>("banner");
    QTest::newRow("none") << ""_ba << ServiceKind::Silent << QString();
    QTest::newRow("HTTP") << "HTTP/1.1 400 Bad\r\nX: y"_ba << ServiceKind::Http << u"HTTP/1.1 400 Bad"_s;
    QTest::newRow("the beginning of HTTP") << "HT"_ba << ServiceKind::Http << u"HT"_s;
    QTest::newRow("SOCKS5, no credentials") << QByteArray("\x05\x00", 2) << ServiceKind::Socks5 << QString();
    QTest::newRow("SOCKS5, none of these") << "\x05\xff"_ba << ServiceKind::Socks5 << QString();
    QTest::newRow("TLS alert") << "\x15\x03\x01"_ba << ServiceKind::Tls << QString();
    QTest::newRow("SMTP") << "220 mx ESMTP\r\n"_ba << ServiceKind::Smtp << u"220 mx ESMTP"_s;
    QTest::newRow("FTP") << "220 (vsFTPd 3)\r\n"_ba << ServiceKind::Ftp << u"220 (vsFTPd 3)"_s;
    QTest::newRow("SSH") << "SSH-2.0-x\n"_ba << ServiceKind::Ssh << u"SSH-2.0-x"_s;
    QTest::newRow("something else") << "\x01\x02\x1bhello\xff\r\n"_ba << ServiceKind::Other << u"???hello?"_s;
    QTest::newRow("a long line") << QByteArray(1'000, 'x') << ServiceKind::Other << QString(100, u'x');
}

void ServiceProbeTest::firstBytes()
{
    QFETCH(QByteArray, bytes);
    const Service service = serviceOf(bytes);
    QTEST(service.kind, "kind");
    QTEST(service.banner, "banner");
}

void ServiceProbeTest::services_data()
{
    QTest::addColumn<Mood>("mood");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<ServiceKind>("kind");
    QTest::newRow("an HTTP proxy") << Mood::Works << ""_ba << ServiceKind::Http;
    QTest::newRow("a SOCKS5 proxy") << Mood::Says << "\x05\x02"_ba << ServiceKind::Socks5;
    QTest::newRow("a mail server") << Mood::Greets << "220 mx ESMTP\r\n"_ba << ServiceKind::Smtp;
    QTest::newRow("a banner without an end") << Mood::Greets << "220 mx ESMTP"_ba << ServiceKind::Smtp;
    QTest::newRow("silence") << Mood::Hangs << ""_ba << ServiceKind::Silent;
    QTest::newRow("a closed door") << Mood::Says << ""_ba << ServiceKind::Silent;
    QTest::newRow("a reset") << Mood::Resets << ""_ba << ServiceKind::Silent;
}

void ServiceProbeTest::services()
{
    QFETCH(Mood, mood);
    QFETCH(QByteArray, words);
    ScriptedProxy server;
    QVERIFY(server.start());
    server.behave(mood, words);
    QTEST(found(server.port()).kind, "kind");
    QVERIFY(server.connections() <= 2);
    QCOMPARE(server.forwarded() + server.tunnels(), 0);
}

void ServiceProbeTest::tls()
{
    Certificates certificates;
    const auto tls = certificates.make({});
    if (!tls)
        QSKIP("openssl is not installed");
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    QCOMPARE(found(server.port(), 9'000).kind, ServiceKind::Tls);
}

void ServiceProbeTest::nobody()
{
    ScriptedProxy server;
    QVERIFY(server.start());
    const quint16 port = server.port();
    server.stop();
    QCOMPARE(found(port), Service{});
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ServiceProbeTest)
#include "tst_serviceprobe.moc"
