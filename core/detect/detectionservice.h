// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/detect/browserprograms.h"
#include "core/detect/detectionlab.h"
#include "core/detect/detectionmatrix.h"
#include "core/detect/errands.h"

namespace sluice::core {

/// The laboratory with its server and the browsers that it can send for. Lives on one thread; starting and ending
/// browsers blocks it for some milliseconds.
class DetectionService final : public QObject
{
    Q_OBJECT

public:
    /// Borrows `clock`.
    DetectionService(const Clock &clock, BrowserPrograms programs, ErrandLimits limits = {}, QObject *parent = nullptr);
    ~DetectionService() override;

    /// Serves from now on: the origin, "http://127.0.0.1:PORT", the same as before a stop() where it is free.
    Result<QByteArray, ServeFailure> start();
    /// Also ends the browsers that are under way.
    void stop();
    /// Sends the browsers of these profiles; those that cannot be sent are told of at once. Starts the server.
    void run(const QStringList &profiles);
    /// Runs a test of one's own in a profile's browser; tried() with this token, which must be unique, tells how it
    /// ended. Starts the server.
    void tryScript(const QString &token, const QString &profile, const QString &code);
    /// Ends the browsers that are under way; their profiles' results say so.
    void cancel();

Q_SIGNALS:
    /// Any browser ran the detectors.
    void visited(const sluice::core::Visit &visit);
    void profileStarted(const QString &profile);
    void profileDone(const sluice::core::ProfileResult &result);
    void tried(const sluice::core::TrialOutcome &outcome);
    /// All that were sent are back.
    void idle();

private:
    void takeVisit(const Visit &visit);
    void takeOutcome(const TrialOutcome &outcome);
    void takeEnd(const QString &token, const QString &reason);
    void send(const Profile &profile, const QString &token, const QByteArray &path);
    void tellIfIdle();

    BrowserPrograms m_programs;
    QList<Profile> m_profiles;
    DetectionLab m_lab;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    Errands m_errands;
    QHash<QString, QString> m_profileOf; ///< profiles that run, by their errand's token
    QHash<QString, Visit> m_visits;      ///< of those that came, until their errand ends
    QHash<QString, TrialOutcome> m_outcomes;
    QSet<QString> m_trials; ///< tokens of trials under way
};

} // namespace sluice::core
