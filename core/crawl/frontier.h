// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/frontiervalues.h"
#include "core/crawl/hostqueues.h"
#include "core/crawl/urlpolicy.h"
#include "core/crawl/urltable.h"
#include "core/crawl/urltexts.h"
#include "core/store/crawlstore.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <map>
#include <optional>

namespace sluice::core {

/// The URLs of one running crawl: which are known, how deep each lies (the shortest link distance, corrected when a
/// shorter path turns up), and which comes next. While a seed may still redirect and so widen the scope, what lies
/// outside of it is set aside instead of refused for good. Lives on the crawl thread.
class Frontier final
{
public:
    Frontier(CrawlStore &store, UrlPolicy &policy, UrlKeyer keyer);

    /// Takes a URL back from the project file; call in id order, with the scope's roots known.
    void restore(const UrlRecord &record);

    /// Adds URLs that no page brought, at depth 0: seeds and sitemap entries.
    [[nodiscard]] NewRoots addRoots(const QList<WebUrl> &urls, const QByteArray &foundOn, bool isSeed);
    /// Files the links of a page that is done.
    [[nodiscard]] Discovery discover(UrlIndex page, const QList<FoundLink> &links);

    [[nodiscard]] std::optional<Lease> lease(const HostQueues::Turn &turn, qint64 nowMs);
    /// Queues what was set aside and is in scope now, once no seed can widen it further. To be stored.
    [[nodiscard]] QList<UrlChange> readmit(qint64 nowMs);
    /// Whether nothing waits to be fetched or judged.
    [[nodiscard]] bool isExhausted() const { return m_queued == 0 && m_setAside.isEmpty(); }
    /// A leased URL has come to its end.
    void settle(UrlIndex index, VisitState state);
    /// A leased URL is queued again: from `dueMs` on (0 = at once), with that many tries behind it.
    void requeue(const Lease &lease, int attemptsMade, qint64 dueMs);
    void hostReleased(const QByteArray &origin) { m_queues.hostReleased(origin); }
    /// These pages are on disk: their links can be read from the store from now on.
    void committed(UrlId id);

    /// When lease() may have something it has not now (ms, monotonic).
    [[nodiscard]] std::optional<qint64> nextWakeMs() const;
    /// Of the hosts with queued URLs that must be left alone, the one whose turn comes first; empty when there is none.
    [[nodiscard]] QByteArray nextHostToWake() const { return m_queues.nextToWake(); }
    /// Whether URLs of this host wait to be fetched; those between two tries do not count.
    [[nodiscard]] bool hasQueued(const QByteArray &origin) const { return m_queues.hasQueued(origin); }
    /// URLs that wait to be fetched.
    [[nodiscard]] qint64 queuedCount() const { return m_queued; }
    [[nodiscard]] qint64 skippedCount() const { return m_skipped; }
    [[nodiscard]] int seedsWithoutPage() const;
    [[nodiscard]] int depth(UrlIndex index) const { return m_table[index].depth; }
    [[nodiscard]] UrlId id(UrlIndex index) const { return m_table.id(index); }
    /// Invalid for a URL that is not known.
    [[nodiscard]] UrlId idOf(const UrlKey &key) const;
    [[nodiscard]] qsizetype urlCount() const { return m_table.size(); }
    [[nodiscard]] qsizetype memoryBytes() const;

private:
    /// How long is waited for a URL that is not on disk yet.
    static constexpr qint64 uncommittedRestMs = 20;

    UrlId takeId();
    UrlRecord addNew(const FoundLink &link, int depth, UrlId parent, bool isSeed);
    void enqueue(UrlIndex index, const WebUrl &url);
    bool enqueueFromStore(UrlIndex index);
    void setAside(UrlIndex index);
    UrlChange readmitted(UrlIndex index, const WebUrl &url);
    [[nodiscard]] QByteArray textFor(UrlIndex index) const { return m_texts.find(index, m_table.id(index)); }
    void lower(UrlIndex index, int depth, UrlId parent, const WebUrl *url, QList<UrlChange> &changes);
    void lowerOne(UrlIndex index, int depth, UrlId parent, const WebUrl *url, QList<UrlChange> &changes);
    [[nodiscard]] QList<UrlId> outlinksOf(UrlIndex index) const;
    void wakeDelayed(qint64 nowMs);

    CrawlStore &m_store;
    UrlPolicy &m_policy;
    UrlKeyer m_keyer;
    UrlTable m_table;
    HostQueues m_queues;
    UrlTexts m_texts;
    QHash<UrlIndex, int> m_attempts;
    std::multimap<qint64, UrlIndex> m_delayed; ///< queued, but not before their time
    QSet<UrlIndex> m_resting;                  ///< those in m_delayed
    QList<UrlIndex> m_setAside;                ///< out of scope so far
    qsizetype m_rootsWhenSetAside = 0;
    qint64 m_readmitDueMs = 0;                 ///< 0 = at once
    QList<UrlIndex> m_awaitingText;            ///< queued, but neither text nor host known until the next commit
    QHash<qint64, QList<UrlId>> m_uncommitted; ///< outlinks by page id
    QList<UrlIndex> m_seeds;
    int m_openSeeds = 0; ///< not settled yet
    qint64 m_nextId = 0;
    qint64 m_idsLeft = 0;
    qint64 m_queued = 0;
    qint64 m_skipped = 0;
};

} // namespace sluice::core
