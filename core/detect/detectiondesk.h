// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "core/detect/detectionservice.h"

namespace sluice::core {

/// The detection laboratory on a thread of its own, as a window uses it. Nothing here blocks, but for the first use,
/// which starts the thread.
class DetectionDesk final : public QObject
{
    Q_OBJECT

public:
    /// Borrows `clock`.
    DetectionDesk(const Clock &clock, BrowserPrograms programs, ErrandLimits limits = {}, QObject *parent = nullptr);
    ~DetectionDesk() override;

    [[nodiscard]] const BrowserPrograms &programs() const { return m_programs; }
    /// Starts the server; serving() or serveFailed() follows.
    void start();
    void stop();
    /// Sends the browsers of these profiles to the laboratory; starts the server where it does not serve.
    void run(const QStringList &profiles);
    void cancel();
    /// Runs a test of one's own in the browser of a profile; tried() follows with the same token, which must be unique.
    void tryScript(const QString &token, const QString &profile, const QString &code);

Q_SIGNALS:
    /// "http://127.0.0.1:PORT"; empty: it serves no more.
    void serving(const QString &origin);
    void serveFailed(const QString &detail);
    void visited(const sluice::core::Visit &visit);
    void profileStarted(const QString &profile);
    void profileDone(const sluice::core::ProfileResult &result);
    void tried(const sluice::core::TrialOutcome &outcome);
    void idle();

private:
    void post(std::function<void(DetectionService &)> work);
    [[nodiscard]] std::unique_ptr<DetectionService> makeService();
    void tellOrigin(DetectionService &service);

    const Clock &m_clock;
    BrowserPrograms m_programs;
    ErrandLimits m_limits;
    std::unique_ptr<OwnedThread<DetectionService>> m_thread;
};

} // namespace sluice::core
