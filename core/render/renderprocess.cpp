// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/renderprocess.h"

#include "core/render/renderuser.h"

#include <QProcessEnvironment>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A page's own deadline is kept in the process; only where that does not help the process goes. Starting the engine is
/// not the page's time.
constexpr qint64 graceMs = 20'000;
constexpr int watchEveryMs = 500;

/// Little of the user's environment: what the engine needs to find its fonts and programs.
QProcessEnvironment ownEnvironment(const QString &home)
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment environment;
    for (const QString &name : {u"PATH"_s, u"TZ"_s, u"LD_LIBRARY_PATH"_s}) {
        if (system.contains(name))
            environment.insert(name, system.value(name));
    }
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, home);
    return environment;
}

} // namespace

RenderProcess::RenderProcess(const QString &program, const RenderSetup &setup, QObject *parent)
    : QObject(parent)
    , m_setup(setup)
    , m_home(u"sluice-render"_s, renderUser)
{
    // As root the process becomes somebody else, who must own the folder.
    if (::geteuid() == 0)
        static_cast<void>(::chown(m_home.path().toLocal8Bit().constData(), renderUser, renderUser));
    m_process.setProgram(program);
    m_process.setArguments({u"--home"_s, m_home.path()});
    m_process.setProcessEnvironment(ownEnvironment(m_home.path()));
    m_process.setWorkingDirectory(u"/"_s);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_watch.setInterval(watchEveryMs);
    m_clock.start();
    connect(&m_watch, &QTimer::timeout, this, &RenderProcess::checkDeadlines);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &RenderProcess::readReplies);
    connect(&m_process, &QProcess::errorOccurred, this, &RenderProcess::onError);
    connect(&m_process, &QProcess::finished, this, &RenderProcess::onFinished);
}

RenderProcess::~RenderProcess()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void RenderProcess::start()
{
    m_process.start(QIODevice::ReadWrite);
    if (!m_isEnded)
        m_process.write(encodeRender(RenderRequest(m_setup)));
}

void RenderProcess::send(const RenderTask &task)
{
    ++m_served;
    m_deadlines.insert(task.id, m_clock.elapsed() + task.timeoutMs + graceMs);
    m_largestCap = std::max(m_largestCap, task.bodyCap);
    m_watch.start();
    if (!m_isEnded)
        m_process.write(encodeRender(RenderRequest(task)));
}

void RenderProcess::drop(quint32 id)
{
    if (m_deadlines.remove(id) > 0 && !m_isEnded)
        m_process.write(encodeRender(RenderRequest(RenderDrop{id})));
}

void RenderProcess::readReplies()
{
    m_frames.append(m_process.readAllStandardOutput());
    while (!m_isEnded) {
        if (m_frames.isBeyond(m_largestCap + renderAnswerOverhead))
            return endWith(u"sluice-render gave too large an answer"_s);
        const std::optional<QByteArray> payload = m_frames.take();
        if (!payload)
            return;
        const std::optional<RenderReply> reply = decodeRenderReply(*payload);
        if (!reply)
            return endWith(u"sluice-render answered nonsense"_s);
        take(*reply);
    }
}

void RenderProcess::take(const RenderReply &reply)
{
    if (const auto *hello = std::get_if<RenderHello>(&reply)) {
        if (!hello->isSandboxed)
            Q_EMIT unsandboxed(hello->note);
    } else if (const auto *answer = std::get_if<RenderAnswer>(&reply)) {
        // One that was dropped may have been on its way.
        if (m_deadlines.remove(answer->id) > 0)
            Q_EMIT answered(*answer);
    }
}

void RenderProcess::checkDeadlines()
{
    const auto isOver = [now = m_clock.elapsed()](qint64 deadline) { return deadline < now; };
    if (std::ranges::any_of(m_deadlines, isOver))
        endWith(u"sluice-render did not answer any more"_s);
    else if (m_deadlines.isEmpty())
        m_watch.stop();
}

void RenderProcess::onError(QProcess::ProcessError error)
{
    if (error == QProcess::FailedToStart)
        endWith(u"%1 does not start: %2"_s.arg(m_process.program(), m_process.errorString()));
}

void RenderProcess::onFinished(int code, QProcess::ExitStatus status)
{
    readReplies();
    endWith(status == QProcess::CrashExit ? u"sluice-render was ended by signal %1"_s.arg(code)
                                          : u"sluice-render ended with code %1"_s.arg(code));
}

void RenderProcess::endWith(const QString &reason)
{
    if (m_isEnded)
        return;
    m_isEnded = true;
    m_watch.stop();
    m_process.kill();
    Q_EMIT ended(reason);
}

} // namespace sluice::core
