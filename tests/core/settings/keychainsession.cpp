// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/settings/keychainsession.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusObjectPath>
#include <QDir>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace sluice::test {

namespace {

constexpr const char *busVariable = "DBUS_SESSION_BUS_ADDRESS";
constexpr int startMs = 30'000;
const auto connectionName = u"keychainsession"_s;

void end(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(5'000))
        process.kill();
    process.waitForFinished();
}

} // namespace

KeychainSession::KeychainSession()
{
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"}) {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QDir().mkpath(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(name, path.toLocal8Bit());
    }
    qunsetenv("DISPLAY"); // nothing is started for a bus that is not there, and nobody is shown a prompt
    qputenv(busVariable, "unix:path=" + m_folder.filePath(u"nobody"_s).toLocal8Bit());
}

KeychainSession::~KeychainSession()
{
    // GDBus, which libsecret uses, sends this to its own process when the session's bus goes away.
    (void)std::signal(SIGTERM, SIG_IGN);
    QDBusConnection::disconnectFromBus(connectionName);
    end(m_keyring);
    end(m_bus);
}

QString KeychainSession::startBus()
{
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        return u"dbus-daemon is not installed"_s;
    QFile configuration(m_folder.filePath(u"bus.conf"_s));
    if (!configuration.open(QIODevice::WriteOnly))
        return configuration.errorString();
    configuration.write("<busconfig><type>session</type><listen>unix:tmpdir=" + m_folder.path().toLocal8Bit() +
                        "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
                        "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    configuration.close();
    m_bus.start(u"dbus-daemon"_s, {u"--config-file"_s, configuration.fileName(), u"--nofork"_s, u"--print-address"_s});
    QByteArray address;
    while (!address.contains('\n')) {
        if (!m_bus.waitForReadyRead(startMs))
            return u"dbus-daemon does not start: "_s + QString::fromLocal8Bit(m_bus.readAllStandardError());
        address += m_bus.readAllStandardOutput();
    }
    qputenv(busVariable, address.trimmed());
    QDBusConnection::connectToBus(QString::fromLocal8Bit(address.trimmed()), connectionName);
    return {};
}

QString KeychainSession::startKeyring()
{
    const QString program = QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s);
    if (program.isEmpty())
        return u"gnome-keyring is not installed"_s;
    m_keyring.start(program, {u"--foreground"_s, u"--components=secrets"_s, u"--unlock"_s});
    m_keyring.write("password of the keyring");
    m_keyring.closeWriteChannel();
    if (!QTest::qWaitFor([this] { return ownsSecrets(); }, startMs))
        return u"gnome-keyring-daemon does not start: "_s + QString::fromLocal8Bit(m_keyring.readAllStandardError());
    return {};
}

void KeychainSession::setKeyringHalted(bool isHalted)
{
    ::kill(pid_t(m_keyring.processId()), isHalted ? SIGSTOP : SIGCONT);
}

bool KeychainSession::lockKeyring()
{
    QDBusInterface service(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                           u"org.freedesktop.Secret.Service"_s, QDBusConnection(connectionName));
    const QList<QDBusObjectPath> all{QDBusObjectPath(u"/org/freedesktop/secrets/collection/login"_s)};
    return service.call(u"Lock"_s, QVariant::fromValue(all)).type() == QDBusMessage::ReplyMessage;
}

bool KeychainSession::ownsSecrets() const
{
    const QDBusConnection bus(connectionName);
    return bus.isConnected() && bus.interface()->isServiceRegistered(u"org.freedesktop.secrets"_s).value();
}

} // namespace sluice::test
