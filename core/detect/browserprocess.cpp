// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/browserprocess.h"

#include "core/base/displaytext.h"
#include "core/detect/browseruser.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype longestLine = 4'096;
constexpr qsizetype longestQuote = 200;
constexpr int killAttempts = 100;
constexpr int killWaitMs = 20;
constexpr int reapMs = 5'000;
/// Whom folders are lent to: sluice-render becomes it.
constexpr uint nobody = 65'534;

/// The living processes of a session (proc(5): state is the first field behind the name, session the fourth). Drivers
/// put their browser into a process group of its own, so that a group would not be all of them.
QList<pid_t> membersOf(qint64 session)
{
    QList<pid_t> members;
    const QStringList entries = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isProcess = false;
        const int id = entry.toInt(&isProcess);
        QFile file(u"/proc/%1/stat"_s.arg(entry));
        if (!isProcess || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 3 && fields.at(0) != "Z" && fields.at(3).toLongLong() == session)
            members.append(id);
    }
    return members;
}

} // namespace

BrowserProcess::BrowserProcess(QObject *parent)
    : QObject(parent)
    , m_folder(u"sluice-detect"_s, nobody)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([this] {
        ::setsid();
        becomeUser(m_user);                 // where that is forbidden there is no sandbox, and the browser is told so
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // not to outlive a program that crashed
    });
    connect(&m_process, &QProcess::readyRead, this, &BrowserProcess::readLines);
    connect(&m_process, &QProcess::finished, this, &BrowserProcess::tellEnd);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            tellEnd();
    });
}

BrowserProcess::~BrowserProcess()
{
    end();
}

QProcessEnvironment BrowserProcess::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"QTWEBENGINE_CHROMIUM_FLAGS"_s, u"QTWEBENGINE_REMOTE_DEBUGGING"_s})
        environment.remove(name);
    for (const QString &name : {u"HOME"_s, u"TMPDIR"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_DATA_HOME"_s})
        environment.insert(name, folder());
    return environment;
}

void BrowserProcess::lendFolder(uint user)
{
    if (::geteuid() == 0 && ::chown(QFile::encodeName(folder()).constData(), user, user) != 0)
        qWarning("the folder cannot be lent to user %u", user);
}

void BrowserProcess::runAs(uint user)
{
    m_user = user;
    if (user != 0)
        lendFolder(user);
}

void BrowserProcess::start(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    m_name = QFileInfo(program).fileName();
    m_process.setProcessEnvironment(environment());
    m_process.start(program, arguments);
    m_session = m_process.processId();
    m_process.write(input);
    m_process.closeWriteChannel();
}

void BrowserProcess::readLines()
{
    while (m_process.canReadLine() || m_process.bytesAvailable() > longestLine) {
        const QByteArray line = m_process.readLine(longestLine).trimmed();
        if (line.isEmpty())
            continue;
        m_lastLine = line;
        Q_EMIT said(line);
    }
}

void BrowserProcess::tellEnd()
{
    if (m_process.error() == QProcess::FailedToStart) {
        m_session = 0;
        return Q_EMIT ended(u"%1 cannot be started: %2"_s.arg(m_name, m_process.errorString()));
    }
    readLines();
    const QString how = m_process.exitStatus() == QProcess::CrashExit
                            ? u"%1 was ended by a signal"_s.arg(m_name)
                            : u"%1 ended with exit code %2"_s.arg(m_name).arg(m_process.exitCode());
    const QString words = displayText(QString::fromUtf8(m_lastLine), longestQuote);
    Q_EMIT ended(words.isEmpty() ? how : how + u": "_s + words);
}

void BrowserProcess::end()
{
    m_process.disconnect(this);
    for (int attempt = 0; m_session > 0 && attempt < killAttempts; ++attempt) {
        const QList<pid_t> members = membersOf(m_session);
        if (members.isEmpty())
            break;
        for (const pid_t member : members)
            ::kill(member, SIGKILL);
        if (m_process.state() == QProcess::NotRunning)
            ::usleep(killWaitMs * 1'000);
        else
            m_process.waitForFinished(killWaitMs);
    }
    m_session = 0;
    // A zombie whose other threads have not ended yet cannot be waited for at once.
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(reapMs);
    m_folder.remove();
}

} // namespace sluice::core
