// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerprocess.h"

#include <QProcessEnvironment>

#include <csignal>
#include <cstring>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A script is interrupted by its worker at the limit; only where that does not help the process goes.
constexpr std::chrono::milliseconds interruptGrace{1'000};
/// What a process may take until it runs is not the program's time.
constexpr std::chrono::milliseconds startAllowance{5'000};

/// Nothing of the user's environment; a locale, because Qt complains without one, and a home that does not exist,
/// because jq reads a file there.
QProcessEnvironment bareEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, u"/nonexistent"_s);
    environment.insert(u"TZ"_s, u"UTC"_s);
    return environment;
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000.0);
}

WorkerFailure reasonOfSignal(int signal, const WorkerLimits &limits)
{
    if (signal == SIGXCPU)
        return {WorkerFault::Timeout, u"took longer than %1 s"_s.arg(seconds(limits.pageTime)), 0};
    const char *name = sigabbrev_np(signal);
    return {WorkerFault::Crashed,
            u"crashed by signal %1 (SIG%2)"_s.arg(signal).arg(QString::fromLatin1(name ? name : "?")), 0};
}

} // namespace

WorkerProcess::WorkerProcess(QString program, qint64 memory, QObject *parent)
    : QObject(parent)
    , m_memory(memory)
{
    m_process.setProgram(program);
    m_process.setArguments({u"--memory"_s, QString::number(memory)});
    m_process.setProcessEnvironment(bareEnvironment());
    m_process.setWorkingDirectory(u"/"_s);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WorkerProcess::onTimeout);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &WorkerProcess::readReplies);
    connect(&m_process, &QProcess::errorOccurred, this, &WorkerProcess::onError);
    connect(&m_process, &QProcess::finished, this, &WorkerProcess::onFinished);
}

WorkerProcess::~WorkerProcess()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void WorkerProcess::start()
{
    m_process.start(QIODevice::ReadWrite);
}

void WorkerProcess::send(const WorkerBatch &batch, qsizetype first, qsizetype count)
{
    m_limits = batch.limits;
    m_mode = batch.program.mode;
    m_missing = count;
    m_isBusy = true;
    m_isLoaded = false;
    // It could not even be started; ended() is on its way.
    if (m_isEnded)
        return;
    armTimer(m_isFresh ? startAllowance : std::chrono::milliseconds::zero());
    m_process.write(encodeBatch(batch, first, count));
}

void WorkerProcess::armTimer(std::chrono::milliseconds allowance)
{
    if (m_mode == WorkerMode::Script)
        allowance += interruptGrace;
    m_timer.start(m_limits.pageTime + allowance);
}

void WorkerProcess::readReplies()
{
    m_frames.append(m_process.readAllStandardOutput());
    while (!m_isEnded) {
        if (m_frames.isBeyond(m_limits.answerBytes + replyOverhead)) {
            endWith(WorkerFault::TooLarge, u"gave an answer of more than %1 bytes"_s.arg(m_limits.answerBytes));
            return;
        }
        const std::optional<QByteArray> payload = m_frames.take();
        if (!payload)
            return;
        const std::optional<WorkerReply> reply = decodeReply(*payload);
        if (!reply || !m_isBusy) {
            endWith(WorkerFault::Crashed, u"the worker answered nonsense"_s);
            return;
        }
        take(*reply);
    }
}

void WorkerProcess::take(const WorkerReply &reply)
{
    m_isFresh = false;
    armTimer(std::chrono::milliseconds::zero());
    if (std::holds_alternative<WorkerLoaded>(reply)) {
        m_isLoaded = true;
    } else if (const auto *refusal = std::get_if<WorkerRefused>(&reply)) {
        m_isBusy = false;
        m_timer.stop();
        Q_EMIT refused(refusal->failure);
    } else if (const auto *answer = std::get_if<WorkerAnswer>(&reply); answer && m_missing > 0) {
        --m_missing;
        ++m_served;
        Q_EMIT answered(*answer);
    } else if (const auto *end = std::get_if<WorkerDone>(&reply); end && m_missing == 0) {
        m_isBusy = false;
        m_timer.stop();
        Q_EMIT done(end->memory);
    } else {
        endWith(WorkerFault::Crashed, u"the worker answered out of turn"_s);
    }
}

void WorkerProcess::onTimeout()
{
    endWith(WorkerFault::Timeout, u"took longer than %1 s"_s.arg(seconds(m_limits.pageTime)));
}

void WorkerProcess::onError(QProcess::ProcessError error)
{
    if (error == QProcess::FailedToStart)
        endWith(WorkerFault::NoWorker, u"%1 does not start: %2"_s.arg(m_process.program(), m_process.errorString()));
}

void WorkerProcess::onFinished(int code, QProcess::ExitStatus status)
{
    readReplies();
    if (status == QProcess::CrashExit) {
        const WorkerFailure reason = reasonOfSignal(code, m_limits);
        endWith(reason.kind, reason.detail, code == SIGKILL || code == SIGTERM || code == SIGINT || code == SIGHUP);
    } else if (code == memoryExitCode) {
        endWith(WorkerFault::Memory, u"used more than the %1 MiB of memory it may"_s.arg(m_memory >> 20));
    } else if (code == renewExitCode) {
        endWith(WorkerFault::Crashed, u"its plug-in keeps changing"_s, true);
    } else {
        endWith(WorkerFault::Crashed, u"ended the worker with code %1"_s.arg(code));
    }
}

void WorkerProcess::endWith(WorkerFault fault, const QString &detail, bool isForeign)
{
    if (m_isEnded)
        return;
    m_isEnded = true;
    m_timer.stop();
    if (m_process.state() != QProcess::NotRunning)
        m_process.kill();
    Q_EMIT ended({fault, detail, 0}, isForeign);
}

} // namespace sluice::core
