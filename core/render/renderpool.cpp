// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/renderpool.h"

#include "core/render/renderprocess.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

RenderPool::RenderPool(const RenderPoolOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    if (m_options.program.isEmpty())
        m_options.program = findRenderProgram();
    m_idle.setSingleShot(true);
    m_idle.setInterval(m_options.idleMs);
    connect(&m_idle, &QTimer::timeout, this, &RenderPool::endIdle);
}

RenderPool::~RenderPool() = default;

quint32 RenderPool::render(const RenderSetup &setup, RenderTask task, Done done)
{
    task.id = ++m_lastId;
    m_queue.push_back(std::make_shared<Job>(Job{setup, std::move(task), std::move(done)}));
    QMetaObject::invokeMethod(this, &RenderPool::pump, Qt::QueuedConnection);
    return m_lastId;
}

void RenderPool::cancel(quint32 id)
{
    m_queue.remove_if([id](const JobPointer &job) { return job->task.id == id; });
    if (m_running.remove(id) == 0)
        return;
    for (const auto &process : m_processes)
        process->drop(id);
    // Later: it may be a process's own signal that led here, and pump() deletes processes.
    QMetaObject::invokeMethod(this, &RenderPool::pump, Qt::QueuedConnection);
}

QList<qint64> RenderPool::processIds() const
{
    QList<qint64> ids;
    for (const auto &process : m_processes) {
        if (!process->isEnded())
            ids.append(process->processId());
    }
    return ids;
}

void RenderPool::pump()
{
    closeFinished();
    // Those that need a process to themselves would never get one if others went before them.
    QList<RenderSetup> awaited;
    for (auto each = m_queue.begin(); each != m_queue.end() && m_running.size() < m_options.pagesAtOnce;) {
        const JobPointer job = *each;
        if (m_options.program.isEmpty()) {
            each = m_queue.erase(each);
            fail(job, renderProgramMissing());
            continue;
        }
        RenderProcess *process = awaited.contains(job->setup) ? nullptr : processFor(*job);
        if (!process) {
            if (job->isResent)
                awaited.append(job->setup);
            ++each;
            continue;
        }
        each = m_queue.erase(each);
        m_running.insert(job->task.id, job);
        process->send(job->task);
    }
    if (m_running.isEmpty() && !m_processes.empty())
        m_idle.start();
    else
        m_idle.stop();
}

/// Ends processes that have served enough and have nothing in hand.
void RenderPool::closeFinished()
{
    std::erase_if(m_processes, [this](const auto &process) {
        return process->isEnded() || (process->served() >= m_options.pagesPerProcess && process->inFlight() == 0);
    });
}

bool RenderPool::mayTake(const RenderProcess &process, const Job &job) const
{
    if (process.isEnded() || process.setup() != job.setup || process.served() >= m_options.pagesPerProcess)
        return false;
    if (job.isResent)
        return process.inFlight() == 0;
    const QList<quint32> tasks = process.tasks();
    return std::ranges::none_of(tasks, [this](quint32 id) {
        const JobPointer other = m_running.value(id);
        return other && other->isResent;
    });
}

RenderProcess *RenderPool::processFor(const Job &job)
{
    for (const auto &process : m_processes) {
        if (mayTake(*process, job))
            return process.get();
    }
    const auto isTaken = [](const auto &process) { return process->inFlight() > 0; };
    if (int(m_processes.size()) >= m_options.processes) {
        const auto idle = std::ranges::find_if_not(m_processes, isTaken);
        if (idle == m_processes.end())
            return nullptr;
        m_processes.erase(idle);
    }
    return startProcess(job.setup);
}

RenderProcess *RenderPool::startProcess(const RenderSetup &setup)
{
    m_processes.push_back(std::make_unique<RenderProcess>(m_options.program, setup, nullptr));
    RenderProcess *process = m_processes.back().get();
    connect(process, &RenderProcess::answered, this, &RenderPool::takeAnswer);
    connect(process, &RenderProcess::unsandboxed, this, [this](const QString &why) {
        if (!std::exchange(m_isSandboxTold, true))
            Q_EMIT unsandboxed(why);
    });
    // Queued: whoever is told that it has ended may delete it.
    connect(
        process, &RenderProcess::ended, this, [this, process](const QString &reason) { takeEnd(*process, reason); },
        Qt::QueuedConnection);
    process->start();
    return process;
}

void RenderPool::takeAnswer(const RenderAnswer &answer)
{
    const JobPointer job = m_running.take(answer.id);
    if (job)
        job->done(answer);
    QMetaObject::invokeMethod(this, &RenderPool::pump, Qt::QueuedConnection);
}

void RenderPool::takeEnd(RenderProcess &process, const QString &reason)
{
    const auto isIt = [&process](const auto &each) { return each.get() == &process; };
    // What was queued when the process was let go otherwise.
    if (std::ranges::none_of(m_processes, isIt))
        return;
    const QList<quint32> lost = process.tasks();
    std::erase_if(m_processes, isIt);
    for (const quint32 id : lost) {
        const JobPointer job = m_running.take(id);
        if (!job)
            continue;
        if (std::exchange(job->isResent, true))
            fail(job, reason);
        else
            m_queue.push_front(job);
    }
    pump();
}

void RenderPool::endIdle()
{
    std::erase_if(m_processes, [](const auto &process) { return process->inFlight() == 0; });
}

void RenderPool::fail(const JobPointer &job, const QString &reason)
{
    RenderAnswer answer;
    answer.id = job->task.id;
    answer.fault = RenderFault{FetchFault::ConnectionLost, reason};
    job->done(answer);
}

QString findRenderProgram()
{
    const QDir folder(QCoreApplication::applicationDirPath());
    for (const QString &place :
         {u"sluice-render"_s, u"../libexec/sluice/sluice-render"_s, u"../libexec/sluice-render"_s}) {
        const QFileInfo file(folder.filePath(place));
        if (file.isFile() && file.isExecutable())
            return file.canonicalFilePath();
    }
    return {};
}

QString renderProgramMissing()
{
    return u"sluice-render, which renders pages, is neither in %1 nor in ../libexec; install it there"_s.arg(
        QDir::toNativeSeparators(QCoreApplication::applicationDirPath()));
}

} // namespace sluice::core
