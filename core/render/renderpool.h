// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/render/renderprotocol.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <list>
#include <memory>
#include <vector>

namespace sluice::core {

class RenderProcess;

struct RenderPoolOptions
{
    QString program;          ///< path of sluice-render; empty: findRenderProgram()
    int pagesAtOnce = 4;      ///< in all processes together
    int processes = 3;        ///< at most; one has one proxy
    int pagesPerProcess = 40; ///< then a new one takes over, which bounds what the engine keeps
    int idleMs = 30'000;      ///< a process without work ends after this

    bool operator==(const RenderPoolOptions &) const = default;
};

/// Renders pages in sluice-render processes: starts them when they are needed, one per proxy, and replaces those that
/// hang, die or have served enough. Lives on one thread, where its callbacks come.
class RenderPool final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(RenderAnswer)>;

    explicit RenderPool(const RenderPoolOptions &options = {}, QObject *parent = nullptr);
    ~RenderPool() override;

    /// Renders the page as soon as there is room; `done` comes later and once, unless it is cancelled. A page whose
    /// process died is tried once more and has a process to itself then, since mostly another page is to blame. Returns
    /// the number to cancel it by.
    quint32 render(const RenderSetup &setup, RenderTask task, Done done);
    void cancel(quint32 id);
    /// Of the processes running now.
    [[nodiscard]] QList<qint64> processIds() const;
    [[nodiscard]] int inFlight() const { return int(m_running.size()); }

Q_SIGNALS:
    /// The engine runs without its sandbox, for this reason; told once.
    void unsandboxed(const QString &why);

private:
    struct Job
    {
        RenderSetup setup;
        RenderTask task;
        Done done;
        bool isResent = false;
    };
    using JobPointer = std::shared_ptr<Job>;

    void pump();
    void closeFinished();
    [[nodiscard]] RenderProcess *processFor(const Job &job);
    [[nodiscard]] bool mayTake(const RenderProcess &process, const Job &job) const;
    RenderProcess *startProcess(const RenderSetup &setup);
    void takeAnswer(const RenderAnswer &answer);
    void takeEnd(RenderProcess &process, const QString &reason);
    void endIdle();
    static void fail(const JobPointer &job, const QString &reason);

    RenderPoolOptions m_options;
    std::vector<std::unique_ptr<RenderProcess>> m_processes;
    std::list<JobPointer> m_queue;
    QHash<quint32, JobPointer> m_running;
    QTimer m_idle;
    quint32 m_lastId = 0;
    bool m_isSandboxTold = false;
};

/// sluice-render beside this program, else in ../libexec/sluice or ../libexec; empty where it is in none of them.
[[nodiscard]] QString findRenderProgram();
/// What to say where it is in none of them.
[[nodiscard]] QString renderProgramMissing();

} // namespace sluice::core
