// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/workerprocess.h"

#include <QPromise>

#include <deque>
#include <memory>
#include <vector>

namespace sluice::core {

/// A batch on its way: its answers as they come, and the promise to keep.
struct WorkerJob
{
    WorkerBatch batch;
    QPromise<WorkerOutcome> promise;
    QList<WorkerAnswer> answers;
    qsizetype missing = 0; ///< pages without answer
    bool isFinished = false;

    /// By its token, or by who holds its future.
    [[nodiscard]] bool isCancelled() const { return batch.cancel.isCancelled() || promise.isCanceled(); }
    void finish(WorkerOutcome outcome);
    /// Pages without answer fail with this reason.
    void finishWith(const WorkerFailure &reason);
};

/// Shares the pages of all batches out among a bounded number of workers, and replaces those that die: pages they had
/// answered stay answered, the one they died of fails with the reason, the rest goes to another worker. What is cancelled
/// ends at once, together with the worker that is at it. Lives on one thread.
class WorkerDispatcher final : public QObject
{
    Q_OBJECT

public:
    WorkerDispatcher(QString program, int workers, qint64 memory);
    /// Ends all workers; what is not done fails as Cancelled.
    ~WorkerDispatcher() override;

    void add(const std::shared_ptr<WorkerJob> &job);
    [[nodiscard]] QList<qint64> processIds() const;

private:
    /// Consecutive pages of a job; one message.
    struct Group
    {
        std::shared_ptr<WorkerJob> job;
        qsizetype first = 0;
        qsizetype count = 0;
        int deaths = 0; ///< workers that died on the first page
    };
    /// A place for a worker. A QObject so that it can be deleted later: its own signals are what removes it.
    struct Seat final : public QObject
    {
        std::unique_ptr<WorkerProcess> process;
        Group group;
        QTimer idle;
    };

    void scheduleDispatch();
    void dispatch();
    void dropFinished();
    void dropCancelled();
    void endFinished();
    void endPage(const WorkerJob &slow, const WorkerFailure &reason);
    [[nodiscard]] QList<std::shared_ptr<WorkerJob>> jobsUnderWay() const;
    void give(Seat &seat);
    [[nodiscard]] Seat *findIdle();
    [[nodiscard]] Seat &startWorker();
    void onAnswered(Seat &seat, const WorkerAnswer &answer);
    void onRefused(Seat &seat, const WorkerFailure &failure);
    void onDone(Seat &seat, qint64 memory);
    void onEnded(Seat &seat, const WorkerFailure &reason, bool isForeign);
    void passOn(Group group, const WorkerFailure &reason, bool isWorthAnother);
    void record(Group &group, const WorkerAnswer &answer);
    void remove(Seat &seat);

    QString m_program;
    int m_workers = 1;
    qint64 m_memory = 0;
    std::deque<Group> m_waiting;
    std::vector<Seat *> m_seats;
    QTimer m_watch; ///< tokens do not say when they are cancelled
    bool m_isScheduled = false;
};

} // namespace sluice::core
