// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/lockedfolder.h"
#include "core/render/renderprotocol.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace sluice::core {

/// One running sluice-render and the pages it has. A page that is not answered long after its deadline means that the
/// process hangs: it is killed.
class RenderProcess final : public QObject
{
    Q_OBJECT

public:
    RenderProcess(const QString &program, const RenderSetup &setup, QObject *parent);
    ~RenderProcess() override;

    void start();
    void send(const RenderTask &task);
    void drop(quint32 id);

    [[nodiscard]] const RenderSetup &setup() const { return m_setup; }
    [[nodiscard]] bool isEnded() const { return m_isEnded; }
    [[nodiscard]] int inFlight() const { return int(m_deadlines.size()); }
    [[nodiscard]] QList<quint32> tasks() const { return m_deadlines.keys(); }
    /// Pages sent since it started.
    [[nodiscard]] int served() const { return m_served; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

Q_SIGNALS:
    void answered(const sluice::core::RenderAnswer &answer);
    /// It runs without the sandbox, for this reason.
    void unsandboxed(const QString &why);
    /// The process is gone; what it had in flight stays in tasks().
    void ended(const QString &reason);

private:
    void readReplies();
    void take(const RenderReply &reply);
    void checkDeadlines();
    void endWith(const QString &reason);
    void onError(QProcess::ProcessError error);
    void onFinished(int code, QProcess::ExitStatus status);

    RenderSetup m_setup;
    LockedFolder m_home; ///< goes with the process, however that ended
    QProcess m_process;
    QTimer m_watch;
    QElapsedTimer m_clock;
    FrameBuffer m_frames;
    QHash<quint32, qint64> m_deadlines; ///< ms on m_clock
    qint64 m_largestCap = 0;
    int m_served = 0;
    bool m_isEnded = false;
};

} // namespace sluice::core
