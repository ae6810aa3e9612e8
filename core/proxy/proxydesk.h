// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ownedthread.h"
#include "core/base/secretstore.h"
#include "core/proxy/deskparts.h"
#include "core/proxy/scrapereport.h"
#include "core/store/proxystore.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace sluice::core {

class ProxyHub;
class ProxyPool;

/// The proxies of one project: lists are scraped, proxies checked and re-checked on schedule, and the pool that crawls
/// draw from is kept up to date. The one object that the window and the command line talk to; lives on their thread,
/// while requests run on a thread of its own. All signals come on this object's thread.
class ProxyDesk final : public QObject
{
    Q_OBJECT

public:
    /// Borrows the clock.
    explicit ProxyDesk(const Clock &clock, QObject *parent = nullptr);
    ProxyDesk(const Clock &clock, const DeskParts &parts, QObject *parent = nullptr);
    ~ProxyDesk() override;

    /// Takes over a project's proxies (read in the background; loaded() follows, also where there is none). What was
    /// under way for the one before is ended, and what was found for it handed to its store, before this returns.
    /// `store` and `secrets` (which may be null) are borrowed until the next call, or until this object dies, and used
    /// on its thread. Passwords of lists are written to `secrets`.
    void setProject(ProxyStore *store, SecretStore *secrets);
    /// Asks `secrets` for passwords again: some came to be known. Proxies whose check waits for one are checked.
    void readPasswords();
    void setSettings(const CheckSettings &settings);
    /// Re-checks and scrapes by themselves when they are due; off until asked for, and without effect until the
    /// project's schedule is allowed, too.
    void setScheduled(bool isScheduled);
    /// Whether the open project may ask the network by itself: off again with every setProject(), until its person has
    /// said yes. What is asked for (check(), scrape()) needs no leave. Files are never read by schedule.
    void setScheduleAllowed(bool isAllowed);
    /// Off while a crawl runs that never asks from this machine's own address; on at first. Until it is on again sources
    /// are not scraped by schedule, and checks ask neither test URL nor judges without a proxy (one embedded on
    /// loopback apart); a run of checks under way begins anew so. Sources that are asked for are still scraped.
    void setDirectAllowed(bool isAllowed);

    /// What crawls draw from.
    [[nodiscard]] std::shared_ptr<ProxyPool> pool() const;

    /// Adds what was pasted, typed or dropped; the report comes later. Nothing is asked over the network.
    /// `fallback` is the type of lines that name none.
    [[nodiscard]] QFuture<ScrapeReport> add(const QByteArray &list, const QString &source = {},
                                            ProxyType fallback = ProxyType::Http);
    /// Fetches a source (address or file) and adds what it lists; `keep` keeps the source in the project.
    [[nodiscard]] QFuture<ScrapeReport> scrape(const ProxySourceRecord &source, bool keep);
    void saveSource(const ProxySourceRecord &source);
    void removeSource(qint64 id);
    void remove(const QList<qint64> &proxies);

    /// Checks these, or all usable ones where the list is empty. Adds to a run that is under way.
    void check(const QList<qint64> &proxies);
    void cancelChecks();

    /// The newest 200 checks, newest first.
    [[nodiscard]] QFuture<QList<ProxyCheckRecord>> history(qint64 proxy);
    /// What the proxy was worth towards each host, in use just now included.
    [[nodiscard]] QFuture<QList<ProxyHostRecord>> ledger(qint64 proxy);

Q_SIGNALS:
    void loaded(const QList<sluice::core::ProxyRecord> &proxies, const QList<sluice::core::ProxySourceRecord> &sources);
    /// Added or changed, in groups, at most ten times a second.
    void changed(const QList<sluice::core::ProxyRecord> &proxies);
    void removed(const QList<qint64> &proxies);
    void sourcesChanged(const QList<sluice::core::ProxySourceRecord> &sources);
    void progressed(const sluice::core::CheckProgress &progress);
    /// Proxies want these secrets (secretNameOf()), which could not be read; each name is told once a project. Once
    /// they can be: readPasswords().
    void passwordsWanted(const QStringList &names);
    /// Something the user must hear of: no judge answers, the project cannot be written …
    void warned(const QString &line);

private:
    std::shared_ptr<ProxyPool> m_pool;
    OwnedThread<ProxyHub> m_hub;
};

} // namespace sluice::core
