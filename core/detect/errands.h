// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/browservisit.h"

#include <QTimer>

#include <map>

namespace sluice::core {

/// One browser to send somewhere.
struct Errand
{
    QString token; ///< unique; by it whoever waits at the address knows the visitor
    Profile profile;
    QUrl address;

    bool operator==(const Errand &) const = default;
};

struct ErrandLimits
{
    int atOnce = 2;
    int patienceMs = 45'000; ///< from a browser's start to its arrival

    bool operator==(const ErrandLimits &) const = default;
};

/// Sends browsers out, a few at a time and each for a limited time.
class Errands final : public QObject
{
    Q_OBJECT

public:
    explicit Errands(VisitMaker maker, ErrandLimits limits = {}, QObject *parent = nullptr);
    ~Errands() override;

    void add(const Errand &errand);
    /// The browser of this errand has done what it was sent for; it is ended.
    void complete(const QString &token);
    /// Ends all browsers and forgets who waits; ended() is sent for each.
    void cancel();
    /// Waiting, or under way.
    [[nodiscard]] bool isBusy() const { return !m_waiting.isEmpty() || !m_running.empty(); }

Q_SIGNALS:
    void started(const QString &token);
    /// `reason` is empty where it was completed.
    void ended(const QString &token, const QString &reason);
    /// Nobody waits and no browser runs any more.
    void idle();

private:
    struct Running
    {
        std::unique_ptr<BrowserVisit> visit;
        std::unique_ptr<QTimer> patience;
    };

    void startWaiting();
    void startOne(const Errand &errand);
    void finish(const QString &token, const QString &reason);
    void release(const QString &token);
    void giveUp(const QString &token);

    VisitMaker m_maker;
    ErrandLimits m_limits;
    QList<Errand> m_waiting;
    std::map<QString, Running> m_running;
};

} // namespace sluice::core
