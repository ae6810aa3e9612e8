// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/proxy/checknetwork.h"
#include "core/proxy/proxybook.h"
#include "core/proxy/scrapereport.h"

#include <QObject>
#include <QPromise>
#include <QTimer>

#include <memory>

namespace sluice::core {

class ProxyPool;

/// The engine behind ProxyDesk, on a thread of its own: joins store, scraper, checker and pool, and keeps the schedule.
class ProxyHub final : public QObject
{
    Q_OBJECT

public:
    using Report = std::shared_ptr<QPromise<ScrapeReport>>;

    /// Borrows the clock.
    ProxyHub(const Clock &clock, std::shared_ptr<ProxyPool> pool, const DeskParts &parts);
    ~ProxyHub() override;

    /// Takes over a project, borrowed until close(). Waits for the disk.
    void open(ProxyStore *store, SecretStore *secrets);
    void readPasswordsAgain();
    /// Ends all that is under way; what was found until now is saved. Neither store nor secrets are used after it.
    void close();

    // as those of ProxyDesk
    void setSettings(const CheckSettings &settings);
    void setScheduled(bool isScheduled) { m_isScheduled = isScheduled; }
    void setScheduleAllowed(bool isAllowed) { m_isScheduleAllowed = isAllowed; }
    void setDirectAllowed(bool isAllowed);

    void add(const QByteArray &list, const QString &source, ProxyType fallback, const Report &report);
    void scrape(ProxySourceRecord source, bool keep, const Report &report);
    void saveSource(const ProxySourceRecord &source);
    void removeSource(qint64 id);
    void remove(const QList<qint64> &ids);
    void check(const QList<qint64> &ids);
    void cancelChecks();
    [[nodiscard]] QList<ProxyCheckRecord> history(qint64 id);
    [[nodiscard]] QList<ProxyHostRecord> ledger(qint64 id);

Q_SIGNALS:
    // as those of ProxyDesk
    void loaded(const QList<sluice::core::ProxyRecord> &proxies, const QList<sluice::core::ProxySourceRecord> &sources);
    void changed(const QList<sluice::core::ProxyRecord> &proxies);
    void removed(const QList<qint64> &proxies);
    void sourcesChanged(const QList<sluice::core::ProxySourceRecord> &sources);
    void progressed(const sluice::core::CheckProgress &progress);
    void passwordsWanted(const QStringList &names);
    void warned(const QString &line);

private:
    /// How many stay unknown. Those that are known are read again where `isAgain`.
    int readPasswords(const QList<ProxyRecord> &proxies, bool isAgain = false);
    [[nodiscard]] bool isLocked(const ProxyKey &key) const;
    [[nodiscard]] CheckSettings settingsNow() const;
    void keepPasswords(const QHash<QString, QString> &passwords);
    [[nodiscard]] ScrapeReport take(const ProxySourceRecord &source, const ProxyListing &listing);
    void keepSource(ProxySourceRecord &source);
    void putSource(const ProxySourceRecord &source);
    ScrapeReport ended(const ScrapedSource &outcome, bool keep);
    void startChecks(const QList<qint64> &ids);
    void tellOfRun(const QString &line);
    void noteVerdict(const ProxyRecord &given, const CheckVerdict &verdict);
    void takePoolChanges();
    void tick();
    void scrapeDue();
    void checkNew(const QList<qint64> &ids);
    void announceSoon();
    void announce();
    void tellProgress(const CheckProgress &progress);
    void warn(const QString &what, const StoreFailure &failure);
    [[nodiscard]] qint64 nowUtcMs() const;

    const Clock &m_clock;
    const std::shared_ptr<ProxyPool> m_pool;
    const HealthSettings m_health;
    ProxyStore *m_store = nullptr;
    SecretStore *m_secrets = nullptr;
    quint64 m_project = 0; ///< counts them: tells late results of the one before
    bool m_isScheduled = false;
    bool m_isScheduleAllowed = false;
    bool m_isDirectAllowed = true;
    CheckSettings m_settings;
    ProxyBook m_book;
    QHash<QString, QString> m_passwords; ///< by secretNameOf()
    QList<ProxySourceRecord> m_sources;
    QHash<qint64, int> m_scraping; ///< sources on their way by schedule, with the number to cancel them by
    int m_asked = 0;               ///< sources on their way that were asked for
    QSet<qint64> m_checking;       ///< under way or waiting for it
    QSet<qint64> m_again;          ///< to be checked once the run under way has ended
    QSet<qint64> m_locked;         ///< their check waits for their password
    QSet<QString> m_wanted;        ///< secrets that were told of
    QSet<QString> m_told;          ///< warnings of runs since somebody asked for one
    CheckNetwork m_network;
    QTimer m_tick;
    QTimer m_announce;
};

} // namespace sluice::core
