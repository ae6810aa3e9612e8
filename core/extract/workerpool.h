// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/pool.h"
#include "core/extract/workertypes.h"

#include <QFuture>

#include <memory>

namespace sluice::core {

struct WorkerPoolOptions
{
    QString program;           ///< path of sluice-worker; empty: findWorkerProgram()
    int workers = 0;           ///< at most so many processes; 0: one per core
    qint64 memory = 1LL << 30; ///< bytes of address space for each
};

/// Runs user code (scripts, jq programs, plug-ins) over pages in sluice-worker processes under limits: whatever that
/// code does, the answers of the other pages come back. Workers start when they are needed, are kept between batches and
/// end after a minute without work. Any thread may call; several batches share the workers.
///
/// Behind the port of the batches: a job is a batch of pages. Cancelling its future, or its token, ends it together with
/// the process that is at it.
class WorkerPool final : public Pool<WorkerBatch, WorkerOutcome>
{
public:
    explicit WorkerPool(const WorkerPoolOptions &options = {});
    /// Ends the workers; batches still under way fail as Cancelled.
    ~WorkerPool() override;

    /// Never blocks. Use whenDone() or addDoneCallback() on the future.
    [[nodiscard]] QFuture<WorkerOutcome> submit(WorkerBatch batch) override;
    /// Processes at most.
    [[nodiscard]] int size() const override;
    /// Waits for the answers: for tasks of a thread pool, never for the window's thread.
    [[nodiscard]] WorkerOutcome run(WorkerBatch batch);
    /// Of the workers running now.
    [[nodiscard]] QList<qint64> processIds() const;

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

/// Blocks until the answers of submit() are there, for pool tasks that have several batches under way.
[[nodiscard]] WorkerOutcome waitFor(QFuture<WorkerOutcome> &future);

/// sluice-worker beside this program, else in ../libexec/sluice or ../libexec; empty where it is in none of them.
[[nodiscard]] QString findWorkerProgram();

} // namespace sluice::core
