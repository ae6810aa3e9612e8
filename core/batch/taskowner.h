// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/callbacks.h"
#include "core/batch/deadlinetimer.h"

#include <QObject>
#include <QPointer>
#include <QPromise>

#include <chrono>
#include <map>
#include <memory>

namespace sluice::core {

/// An error of a task that nobody was there to take.
struct TaskProblem
{
    QString task;
    BatchFault kind = BatchFault::Failed;
    QString detail;

    bool operator==(const TaskProblem &) const = default;
};

/// A task that was still under way when its owner ended.
struct CutTask
{
    QString task;
    qint64 ageMs = 0; ///< since it was handed over

    bool operator==(const CutTask &) const = default;
};

/// Owns work in the background, so that nothing is fire and forget: every task has a name, its error reaches somebody,
/// and it is waited for at the end. Lives on one thread.
class TaskOwner final : public QObject
{
public:
    using Reporter = std::function<void(const TaskProblem &)>;

    /// `reporter` shows the errors of tasks that nobody awaits; they are logged too. `clock` is borrowed; null: the
    /// machine's.
    explicit TaskOwner(Reporter reporter, const Clock *clock = nullptr, QObject *parent = nullptr);
    /// Cancels what is under way without waiting, and logs its name: call shutdown() before.
    ~TaskOwner() override;

    /// Takes a task that nobody awaits. After shutdown() it is cancelled at once, and counts as cut.
    template <typename R>
    void own(const QString &name, const QFuture<R> &future)
    {
        own(name, future, nullptr, [](const OutcomeOf<R> &) {});
    }

    /// Takes a task that `context` awaits: it gets the outcome in `done(const OutcomeOf<R> &)`, on this thread, unless it
    /// has died by then; its error goes to the reporter in that case.
    template <typename R, typename Done>
    void own(const QString &name, const QFuture<R> &future, QObject *context, Done done)
    {
        const qint64 id = add(name, std::make_unique<Held<R>>(future));
        auto ended = [this, id, awaiter = QPointer<QObject>(context), done](const OutcomeOf<R> &outcome) mutable {
            const bool isTaken = awaiter != nullptr;
            finish(id, outcome || isTaken
                           ? std::nullopt
                           : std::optional(TaskProblem{{}, outcome.error().kind, outcome.error().detail}));
            if (awaiter)
                done(outcome);
        };
        addDoneCallback(future, this, std::move(ended));
    }

    /// Names of the tasks under way, the oldest first.
    [[nodiscard]] QStringList underWay() const;

    /// Waits until all tasks have ended, at most `limit`, then cancels the rest; gives those cut, an empty list when none
    /// was. Never blocks: use whenDone(). 0 cuts at once.
    [[nodiscard]] QFuture<QList<CutTask>> shutdown(std::chrono::milliseconds limit);

private:
    struct AnyTask
    {
        virtual ~AnyTask() = default;
        virtual void cancel() = 0;

        QString name;
        qint64 sinceMs = 0;
    };
    template <typename R>
    struct Held final : public AnyTask
    {
        explicit Held(const QFuture<R> &f)
            : future(f)
        {}
        void cancel() override { future.cancel(); }

        QFuture<R> future;
    };

    qint64 add(const QString &name, std::unique_ptr<AnyTask> task);
    void finish(qint64 id, std::optional<TaskProblem> problem);
    void cut();
    void look();

    Reporter m_reporter;
    std::map<qint64, std::unique_ptr<AnyTask>> m_tasks;
    qint64 m_lastId = 0;
    std::optional<QPromise<QList<CutTask>>> m_shutdown; ///< until it is answered
    QList<CutTask> m_cut;
    qint64 m_dueMs = 0;
    bool m_isClosed = false; ///< shutdown() was called
    DeadlineTimer m_timer;
};

} // namespace sluice::core
