// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/workerprotocol.h"

#include <QProcess>
#include <QTimer>

namespace sluice::core {

/// One running sluice-worker and the group of pages it has. Lives on the dispatcher's thread, which outlives it: the
/// worker dies with the thread that started it.
class WorkerProcess final : public QObject
{
    Q_OBJECT

public:
    /// `memory` in bytes. start() makes it run.
    WorkerProcess(QString program, qint64 memory, QObject *parent);
    ~WorkerProcess() override;

    void start();
    /// Sends pages [first, first + count) of `batch`. One group at a time.
    void send(const WorkerBatch &batch, qsizetype first, qsizetype count);

    [[nodiscard]] bool isEnded() const { return m_isEnded; }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; } ///< this group's program compiled
    /// Pages answered since the process started.
    [[nodiscard]] qint64 served() const { return m_served; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

Q_SIGNALS:
    void refused(const sluice::core::WorkerFailure &failure);
    void answered(const sluice::core::WorkerAnswer &answer);
    /// The group is done, `memory` bytes are in use.
    void done(qint64 memory);
    /// The process is gone, whatever it was at; nothing follows. `isForeign`: killed by somebody else.
    void ended(const sluice::core::WorkerFailure &reason, bool isForeign);

private:
    void readReplies();
    void take(const WorkerReply &reply);
    void armTimer(std::chrono::milliseconds allowance);
    void endWith(WorkerFault fault, const QString &detail, bool isForeign = false);
    void onTimeout();
    void onError(QProcess::ProcessError error);
    void onFinished(int code, QProcess::ExitStatus status);

    QProcess m_process;
    QTimer m_timer;
    FrameBuffer m_frames;
    WorkerLimits m_limits;
    WorkerMode m_mode = WorkerMode::Jq;
    qint64 m_memory = 0;
    qint64 m_served = 0;
    qsizetype m_missing = 0; ///< answers still to come
    bool m_isFresh = true;   ///< has not answered anything yet
    bool m_isBusy = false;
    bool m_isLoaded = false;
    bool m_isEnded = false;
};

} // namespace sluice::core
