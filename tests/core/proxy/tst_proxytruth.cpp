// SPDX-License-Identifier: GPL-3.0-or-later
// What real proxies give away, on loopback: the checker asks them from 127.0.0.2 (a relay stands between, as Qt's
// requests cannot be bound to an address), they ask the judge on 127.0.0.1 from 127.0.0.3.
#include "tests/core/proxy/checking.h"
#include "tests/support/proxyprogram.h"
#include "tests/support/suites.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

using Program = ProxyProgram::Kind;

namespace {

/// Passes connections on to a port, from another address of this machine.
class Relay final : public QObject
{
public:
    Relay(quint16 to, const QHostAddress &from)
        : m_to(to)
        , m_from(from)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &Relay::accept);
        m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    void accept()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            auto *onward = new QTcpSocket(client);
            const auto pass = [](QTcpSocket *source, QTcpSocket *target) {
                connect(source, &QTcpSocket::readyRead, target, [source, target] { target->write(source->readAll()); });
                connect(source, &QTcpSocket::disconnected, target, &QTcpSocket::disconnectFromHost);
            };
            pass(onward, client);
            pass(client, onward);
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            onward->bind(m_from);
            onward->connectToHost(QHostAddress(QHostAddress::LocalHost), m_to); // what is written meanwhile waits
        }
    }

    QTcpServer m_server;
    quint16 m_to;
    QHostAddress m_from;
};

/// The headers of a request that tell of its way, "Name: value" a line; those that the client itself sends, and that
/// belong to one connection or cache, are left out.
QByteArray toldHeaders(const ServeRequest &request)
{
    const QList<QByteArray> plain{"host",       "user-agent",   "accept", "accept-encoding", "accept-language",
                                  "connection", "cache-control"};
    QByteArray told;
    for (const auto &[name, value] : request.headers) {
        if (!plain.contains(name.toLower()))
            told += name + ": " + value + '\n';
    }
    return told;
}

} // namespace

class ProxyTruthTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void httpProxies_data();
    void httpProxies();
    void socksProxies_data();
    void socksProxies();

private:
    /// Checks one proxy program as each of the types, and keeps what the judge saw of it.
    void check(Program kind, const QByteArray &settings, const QList<ProxyType> &types);
    [[nodiscard]] CheckVerdict verdictOn(ProxyType type) const;

    CheckRun m_run;
    QList<QByteArray> m_told; ///< by request through the proxy
};

void ProxyTruthTest::check(Program kind, const QByteArray &settings, const QList<ProxyType> &types)
{
    if (ProxyProgram::find(kind).isEmpty())
        QSKIP("its package is not installed");
    const QHostAddress exit(u"127.0.0.3"_s);
    ProxyProgram program;
    const QString trouble = program.start(kind, "127.0.0.3", settings);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    const Relay relay(program.port(), QHostAddress(u"127.0.0.2"_s));
    m_told.clear();
    HttpServer judge([this, exit](const ServeRequest &request) {
        if (request.peer == exit)
            m_told.append(toldHeaders(request));
        return answerAsJudge(request);
    });
    QVERIFY(judge.listen());
    CheckSettings checks;
    checks.judges = QStringList{QString::fromLatin1(judge.origin())};
    checks.ownAddresses = QStringList{u"127.0.0.2"_s};
    checks.timeoutMs = 60'000;
    checks.concurrency = 1;
    QList<CheckSubject> subjects;
    for (const ProxyType type : types)
        subjects.append(subjectAt(relay.port(), type));
    m_run = checkAll(subjects, checks);
    QCOMPARE(m_run.verdicts.size(), types.size());
    QCOMPARE(m_run.warnings, QStringList());
}

CheckVerdict ProxyTruthTest::verdictOn(ProxyType type) const
{
    for (qsizetype i = 0; i < m_run.proxies.size(); ++i) {
        if (m_run.proxies[i].key.type == type)
            return m_run.verdicts[i];
    }
    return {};
}

void ProxyTruthTest::httpProxies_data()
{
    QTest::addColumn<Program>("program");
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QByteArrayList>("told"); // of each header the beginning
    QTest::addColumn<Anonymity>("anonymity");
    QTest::newRow("squid, default") << Program::Squid << ""_ba
                                    << QByteArrayList{"Via: 1.1 gate", "X-Forwarded-For: 127.0.0.2\n"}
                                    << Anonymity::Transparent;
    QTest::newRow("tinyproxy, XTinyproxy Yes")
        << Program::Tinyproxy << "XTinyproxy Yes\n"_ba << QByteArrayList{"Via: 1.1 ", "X-Tinyproxy: 127.0.0.2\n"}
        << Anonymity::Transparent;
    QTest::newRow("squid, forwarded_for off")
        << Program::Squid << "forwarded_for off\n"_ba << QByteArrayList{"Via: 1.1 gate", "X-Forwarded-For: unknown\n"}
        << Anonymity::Anonymous;
    QTest::newRow("tinyproxy, default") << Program::Tinyproxy << ""_ba << QByteArrayList{"Via: 1.1 "}
                                        << Anonymity::Anonymous;
    QTest::newRow("tinyproxy, DisableViaHeader Yes")
        << Program::Tinyproxy << "DisableViaHeader Yes\n"_ba << QByteArrayList{} << Anonymity::Elite;
    QTest::newRow("squid, forwarded_for delete and via off")
        << Program::Squid << "forwarded_for delete\nvia off\n"_ba << QByteArrayList{} << Anonymity::Elite;
}

void ProxyTruthTest::httpProxies()
{
    QFETCH(Program, program);
    QFETCH(QByteArray, settings);
    QFETCH(QByteArrayList, told);
    QFETCH(Anonymity, anonymity);
    check(program, settings, {ProxyType::Http, ProxyType::Https});
    if (QTest::currentTestFailed() || m_run.verdicts.isEmpty())
        return;
    const CheckVerdict plain = verdictOn(ProxyType::Http);
    QVERIFY2(plain.state == ProxyState::Alive, qPrintable(plain.reason));
    QCOMPARE(anonymityName(plain.anonymity), anonymityName(anonymity));
    QCOMPARE(plain.exitAddress, u"127.0.0.3"_s);
    QCOMPARE(plain.reason.isEmpty(), anonymity == Anonymity::Elite);
    // Through CONNECT nothing is told, whatever the settings.
    const CheckVerdict tunnel = verdictOn(ProxyType::Https);
    QVERIFY2(tunnel.state == ProxyState::Alive, qPrintable(tunnel.reason));
    QCOMPARE(anonymityName(tunnel.anonymity), u"elite"_s);
    QCOMPARE(tunnel.exitAddress, u"127.0.0.3"_s);
    QCOMPARE(m_told.size(), 3); // plain; through the tunnel; plain, to see whether the tunnel matters
    QCOMPARE(m_told[0].count('\n'), told.size());
    for (const QByteArray &header : told)
        QVERIFY2(m_told[0].contains(header), m_told[0].constData());
    QCOMPARE(m_told[1], QByteArray());
    QCOMPARE(tunnel.reason.contains("outside its tunnel"_L1), anonymity != Anonymity::Elite);
}

void ProxyTruthTest::socksProxies_data()
{
    QTest::addColumn<Program>("program");
    QTest::newRow("microsocks -b") << Program::Microsocks;
    QTest::newRow("dante, external") << Program::Dante;
}

void ProxyTruthTest::socksProxies()
{
    QFETCH(Program, program);
    check(program, {}, {ProxyType::Socks5});
    if (QTest::currentTestFailed() || m_run.verdicts.isEmpty())
        return;
    const CheckVerdict verdict = verdictOn(ProxyType::Socks5);
    QVERIFY2(verdict.state == ProxyState::Alive, qPrintable(verdict.reason));
    QCOMPARE(anonymityName(verdict.anonymity), u"elite"_s);
    QCOMPARE(verdict.exitAddress, u"127.0.0.3"_s);
    QCOMPARE(verdict.reason, QString());
    QCOMPARE(m_told, QByteArrayList{QByteArray()});
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyTruthTest)
#include "tst_proxytruth.moc"
