// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/proxyprogram.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QNetworkProxy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::test {

namespace {

constexpr int startLimitMs = 60'000;
constexpr int endLimitMs = 20'000;
constexpr int askMs = 50;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool takesConnections(quint16 port)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(1'000);
}

QString programName(ProxyProgram::Kind kind)
{
    switch (kind) {
    case ProxyProgram::Kind::Tinyproxy:
        return u"tinyproxy"_s;
    case ProxyProgram::Kind::Squid:
        return u"squid"_s;
    case ProxyProgram::Kind::Dante:
        return u"danted"_s;
    case ProxyProgram::Kind::Microsocks:
        return u"microsocks"_s;
    }
    return {};
}

} // namespace

ProxyProgram::~ProxyProgram()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(endLimitMs))
        m_process.kill();
    m_process.waitForFinished(endLimitMs);
}

QString ProxyProgram::find(Kind kind)
{
    const QString name = programName(kind);
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
}

QString ProxyProgram::start(Kind kind, const QByteArray &exitAddress, const QByteArray &settings,
                            const QByteArray &access)
{
    m_port = freePort();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(find(kind), arguments(kind, exitAddress, kind == Kind::Squid ? settings + access : settings));
    if (!m_process.waitForStarted())
        return m_process.errorString();
    const QDeadlineTimer limit(startLimitMs);
    while (!takesConnections(m_port)) {
        if (m_process.waitForFinished(askMs) || limit.hasExpired())
            return programName(kind) + u" does not serve: "_s + QString::fromUtf8(m_process.readAll());
    }
    return {};
}

QStringList ProxyProgram::arguments(Kind kind, const QByteArray &exitAddress, const QByteArray &settings) const
{
    const QString path = m_folder.filePath(u"conf"_s);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(configuration(kind, exitAddress) + settings);
    switch (kind) {
    case Kind::Tinyproxy:
        return {u"-d"_s, u"-c"_s, path};
    case Kind::Squid: // the name keeps its shared memory apart from that of others
        return {u"-N"_s, u"-f"_s, path, u"-n"_s, u"sluice%1"_s.arg(m_port)};
    case Kind::Dante:
        return {u"-f"_s, path, u"-p"_s, m_folder.filePath(u"pid"_s)};
    case Kind::Microsocks:
        return {u"-i"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port), u"-b"_s, QString::fromLatin1(exitAddress)};
    }
    return {};
}

QByteArray ProxyProgram::configuration(Kind kind, const QByteArray &exitAddress) const
{
    const QByteArray port = QByteArray::number(m_port);
    switch (kind) {
    case Kind::Tinyproxy:
        return "Listen 127.0.0.1\nPort " + port + "\nBind " + exitAddress + "\nTimeout 60\nLogLevel Error\n";
    case Kind::Squid:
        return "http_port 127.0.0.1:" + port + "\ntcp_outgoing_address " + exitAddress +
               "\ncache deny all\ncache_mem 8 MB\npid_filename none\ncache_log /dev/null\n"
               "access_log none\nnetdb_filename none\npinger_enable off\nshutdown_lifetime 0 seconds\n"
               "max_filedescriptors 1024\nvisible_hostname gate\ncoredump_dir none\n";
    case Kind::Dante:
        return "logoutput: stderr\ninternal: 127.0.0.1 port = " + port + "\nexternal: " + exitAddress +
               "\nclientmethod: none\nsocksmethod: none\n" +
               (::geteuid() == 0 ? "user.privileged: root\nuser.unprivileged: nobody\n" : "") +
               "client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }\nsocks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }\n";
    case Kind::Microsocks:
        return {};
    }
    return {};
}

} // namespace sluice::test
