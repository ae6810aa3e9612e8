// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/taskowner.h"

#include <QLoggingCategory>

#include <utility>

namespace sluice::core {

namespace {

Q_LOGGING_CATEGORY(lcTasks, "sluice.batch.tasks")

} // namespace

TaskOwner::TaskOwner(Reporter reporter, const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_reporter(std::move(reporter))
    , m_timer(clock, [this] { look(); })
{}

TaskOwner::~TaskOwner()
{
    cut();
    for (const CutTask &task : std::as_const(m_cut))
        qCWarning(lcTasks, "\"%s\" was cut after %lld ms", qUtf8Printable(task.task), qlonglong(task.ageMs));
}

qint64 TaskOwner::add(const QString &name, std::unique_ptr<AnyTask> task)
{
    task->name = name;
    task->sinceMs = m_timer.nowMs();
    const qint64 id = ++m_lastId;
    m_tasks.emplace(id, std::move(task));
    if (m_isClosed)
        cut();
    return id;
}

void TaskOwner::finish(qint64 id, std::optional<TaskProblem> problem)
{
    const auto found = m_tasks.find(id);
    if (found == m_tasks.end())
        return; // cut, and reported as that
    const QString name = found->second->name;
    m_tasks.erase(found);
    // Whoever cancelled it knows; it may also have been left by what worked on it.
    if (problem && problem->kind == BatchFault::Cancelled)
        qCInfo(lcTasks, "\"%s\" ended without a result: it was cancelled or left", qUtf8Printable(name));
    if (problem && problem->kind != BatchFault::Cancelled) {
        problem->task = name;
        qCWarning(lcTasks, "\"%s\" failed: %s", qUtf8Printable(name), qUtf8Printable(problem->detail));
        const Reporter reporter = m_reporter;
        const QPointer<TaskOwner> self(this);
        if (reporter)
            reporter(*problem);
        if (!self)
            return;
    }
    look();
}

QStringList TaskOwner::underWay() const
{
    QStringList names;
    for (const auto &[id, task] : m_tasks)
        names.append(task->name);
    return names;
}

QFuture<QList<CutTask>> TaskOwner::shutdown(std::chrono::milliseconds limit)
{
    m_isClosed = true;
    m_dueMs = m_timer.nowMs() + limit.count();
    QPromise<QList<CutTask>> promise;
    promise.start();
    QFuture<QList<CutTask>> future = promise.future();
    m_shutdown = std::move(promise);
    look();
    return future;
}

void TaskOwner::cut()
{
    for (const auto &[id, task] : std::exchange(m_tasks, {})) {
        m_cut.append({task->name, m_timer.nowMs() - task->sinceMs});
        task->cancel();
    }
}

void TaskOwner::look()
{
    if (!m_shutdown)
        return;
    if (m_timer.nowMs() >= m_dueMs)
        cut();
    if (!m_tasks.empty()) {
        m_timer.arm(m_dueMs);
        return;
    }
    m_timer.arm(std::nullopt);
    QPromise<QList<CutTask>> promise = std::move(*m_shutdown);
    m_shutdown.reset();
    promise.addResult(std::exchange(m_cut, {}));
    promise.finish();
}

} // namespace sluice::core
