// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerpool.h"

#include "core/base/ownedthread.h"
#include "core/extract/workerdispatcher.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sluice::core {

class WorkerPool::Engine final
{
public:
    Engine(const QString &program, int workers, qint64 memory)
        : m_program(program)
        , m_workers(workers)
        , m_thread(u"workers"_s,
                   [program, workers, memory] { return std::make_unique<WorkerDispatcher>(program, workers, memory); })
    {}

    [[nodiscard]] QFuture<WorkerOutcome> start(WorkerBatch batch)
    {
        const auto job = std::make_shared<WorkerJob>();
        job->batch = std::move(batch);
        job->promise.start();
        const QFuture<WorkerOutcome> future = job->promise.future();
        if (m_program.isEmpty())
            job->finish(tl::make_unexpected(missing()));
        else
            m_thread.post([job](WorkerDispatcher &dispatcher) { dispatcher.add(job); });
        return future;
    }

    [[nodiscard]] int workers() const { return m_workers; }

    [[nodiscard]] QList<qint64> processIds()
    {
        QList<qint64> ids;
        m_thread.call([&ids](const WorkerDispatcher &dispatcher) { ids = dispatcher.processIds(); });
        return ids;
    }

private:
    [[nodiscard]] static WorkerFailure missing()
    {
        return {WorkerFault::NoWorker,
                u"sluice-worker, which runs jq programs, scripts and plug-ins, is neither in %1 nor in ../libexec; "
                "install it there"_s.arg(QDir::toNativeSeparators(QCoreApplication::applicationDirPath())),
                0};
    }

    QString m_program;
    int m_workers;
    OwnedThread<WorkerDispatcher> m_thread;
};

WorkerPool::WorkerPool(const WorkerPoolOptions &options)
    : m_engine(std::make_unique<Engine>(options.program.isEmpty() ? findWorkerProgram() : options.program,
                                        options.workers > 0 ? options.workers : QThread::idealThreadCount(),
                                        options.memory))
{}

WorkerPool::~WorkerPool() = default;

QFuture<WorkerOutcome> WorkerPool::submit(WorkerBatch batch)
{
    return m_engine->start(std::move(batch));
}

int WorkerPool::size() const
{
    return m_engine->workers();
}

WorkerOutcome WorkerPool::run(WorkerBatch batch)
{
    QFuture<WorkerOutcome> future = submit(std::move(batch));
    return waitFor(future);
}

QList<qint64> WorkerPool::processIds() const
{
    return m_engine->processIds();
}

WorkerOutcome waitFor(QFuture<WorkerOutcome> &future)
{
    future.waitForFinished();
    // Without a result where the pool ended before it saw the batch.
    if (future.resultCount() == 0)
        return tl::make_unexpected(WorkerFailure{WorkerFault::Cancelled, u"the program is closing"_s, 0});
    return future.takeResult();
}

QString findWorkerProgram()
{
    const QDir folder(QCoreApplication::applicationDirPath());
    for (const QString &place :
         {u"sluice-worker"_s, u"../libexec/sluice/sluice-worker"_s, u"../libexec/sluice-worker"_s}) {
        const QFileInfo file(folder.filePath(place));
        if (file.isFile() && file.isExecutable())
            return file.canonicalFilePath();
    }
    return {};
}

} // namespace sluice::core
