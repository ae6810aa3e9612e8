// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/batch/ascompleted.h"
#include "core/net/fetch.h"
#include "core/proxy/checksettings.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>
#include <unordered_map>

namespace sluice::core {

class CheckGround;
class ProxyCheck;

/// A proxy to be checked.
struct CheckSubject
{
    ProxyRecord proxy;
    QString password;
};

/// Checks proxies, several at once, and tells the verdicts one by one. Judges and test URL are asked directly first: a
/// judge that is dead then, or dies on the way, is no dead proxy. Lives on the fetcher's thread.
///
/// Alive is who brings 200 from the test URL in time, with the page that comes without a proxy, and leaves the judge's
/// answer as it is. Where the test URL does not answer without a proxy either, nobody is dead for it. Anonymity goes by what the
/// judge sees: transparent who names an address of this machine in any header or asks from one (so a proxy on this
/// machine without an outgoing address of its own is), anonymous who tells that a proxy asks, else elite. A proxy of
/// type Https has to tunnel (CONNECT). A SOCKS4 proxy is never contacted.
class ProxyChecker final : public QObject
{
    Q_OBJECT

public:
    /// Borrows both. A lane is a thread: give the fetcher few more than CheckSettings::concurrency lanes.
    ProxyChecker(Fetcher &fetcher, const Clock &clock, QObject *parent = nullptr);
    ~ProxyChecker() override;

    /// Holds from the next run on.
    void setSettings(const CheckSettings &settings);
    /// Begins a run, or adds to the one under way; a proxy that waits or is being checked already is not added again.
    void check(const QList<CheckSubject> &subjects);
    /// Ends the run: what is under way is dropped without a verdict. finished() follows.
    void cancel();
    [[nodiscard]] CheckProgress progress() const;

Q_SIGNALS:
    /// `proxy` is as it was given.
    void checked(const sluice::core::ProxyRecord &proxy, const sluice::core::CheckVerdict &verdict);
    /// At most ten times a second, and at a run's beginning and end.
    void progressed(const sluice::core::CheckProgress &progress);
    /// Something about the whole run, said once: no judge answers, the test URL does not either …
    void warned(const QString &line);
    /// The run is over; never inside check() or cancel().
    void finished();

private:
    struct KeyHash
    {
        size_t operator()(const ProxyKey &key) const { return qHash(key); }
    };

    void startRun();
    void warn(const QString &line);
    void startChecks();
    [[nodiscard]] QFuture<CheckVerdict> startCheck(const CheckSubject &subject);
    void drop(const ProxyKey &key);
    void take(const CheckSubject &subject, const OutcomeOf<CheckVerdict> &outcome);
    void endBatch();
    void endRun();
    void announce();
    [[nodiscard]] double rate() const;

    Fetcher &m_fetcher;
    const Clock &m_clock;
    CheckSettings m_settings;
    std::unique_ptr<CheckGround> m_ground; ///< of the run under way
    QList<CheckSubject> m_waiting;         ///< for the ground, or for what was cancelled to have ended
    BatchHandle<CheckSubject> m_batch;
    QSet<ProxyKey> m_known; ///< waiting or under way
    QSet<QString> m_told;   ///< warnings
    std::unordered_map<ProxyKey, std::unique_ptr<ProxyCheck>, KeyHash> m_running;
    CheckProgress m_progress;
    qint64 m_startedMs = 0;
    QTimer m_announce;
};

} // namespace sluice::core
