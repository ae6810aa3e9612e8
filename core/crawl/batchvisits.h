// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchentry.h"
#include "core/crawl/crawlservices.h"
#include "core/crawl/pagefetcher.h"
#include "core/crawl/poolway.h"
#include "core/crawl/rendering.h"
#include "core/render/renderfetcher.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace sluice::core {

/// How one try to get a page ended.
struct VisitEnd
{
    PageRecord record;
    ParsedPage parsed; ///< where it was parsed
    bool isDone = false;
    bool isCancelled = false;
    std::optional<qint64> retryMs; ///< another try is worth it, after this time
    BatchTimes times;              ///< on the clock's own scale
    std::shared_ptr<void> bytes;   ///< what is still counted of the body, until it is let go
};

/// The way of single pages of a batch: fetched, redirects followed, rendered where that is wanted, parsed on the pool.
/// Who may be asked when is the caller's to find out, with turn(). Borrows all; lives on the crawl thread.
class BatchVisits final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(VisitEnd)>;
    /// Told when nothing is on the wire for a visit, since it has to wait for another host's turn, and when it goes on.
    using Rests = std::function<void(bool isResting)>;
    struct Visit;
    using VisitPointer = std::shared_ptr<Visit>;

    /// Bodies are looked into where `isParsing`; else they are only decoded, to be counted.
    BatchVisits(const CrawlPlan &plan, const CrawlServices &services, bool isParsing, QObject *parent = nullptr);
    ~BatchVisits() override;

    /// How long the host has to wait: 0 = it may be asked now, n > 0 = ask again in n ms, -1 = until hostReady().
    [[nodiscard]] qint64 turn(const QByteArray &origin);
    /// Why a URL of a host whose turn it is must not be asked for; SkipReason::None: it may be.
    struct Refusal
    {
        SkipReason reason = SkipReason::None;
        QString detail; ///< as the project keeps it
        QString text;   ///< to show
    };
    [[nodiscard]] Refusal refusalOf(const WebUrl &url) const;
    /// `done` is called once, later, unless the visit is cancelled. A page of the list may redirect anywhere, others
    /// only where the crawl's scope and patterns allow.
    [[nodiscard]] VisitPointer start(const WebUrl &url, bool isListed, int attempt, Done done, Rests rests);
    /// Aborts it alone; nobody is told.
    void cancel(const VisitPointer &visit);
    /// Nothing is sent any more.
    void close();
    void setHeld(bool isHeld) { m_polite.setHeld(isHeld); }
    void budgetFreed();
    [[nodiscard]] UrlPolicy &policy() { return m_policy; }
    [[nodiscard]] const PoliteFetcher &fetcher() const { return m_polite; }
    [[nodiscard]] RobotsCache &robots() { return m_robots; }

Q_SIGNALS:
    void hostReady(const QByteArray &origin);

private:
    void noteRest(QObject *owner, bool isResting);
    void arrive(const VisitPointer &visit, FetchedPage page);
    void fail(const VisitPointer &visit);
    void parse(const VisitPointer &visit);
    void parsed(const VisitPointer &visit, ParsedPage result);
    void render(const VisitPointer &visit, ParsedPage result);
    void takePlain(const VisitPointer &visit);
    void conclude(const VisitPointer &visit, ParsedPage result);
    void noteTimes(Visit &visit) const;
    static void end(const VisitPointer &visit, VisitEnd end);
    [[nodiscard]] ParseJob jobFor(const Visit &visit) const;
    [[nodiscard]] qint64 nowUtcMs() const { return m_services.clock.utcNow().toMSecsSinceEpoch(); }

    const CrawlPlan &m_plan;
    CrawlServices m_services;
    const bool m_isParsing;
    UrlPolicy m_policy;
    UrlKeyer m_keyer = UrlKeyer::random();
    std::unique_ptr<RenderFetcher> m_renderer; ///< null where nothing is rendered
    std::unique_ptr<PooledFetcher> m_pooled;   ///< null where the pool is not gone through; likewise the next
    std::unique_ptr<PooledFetcher> m_pooledRenderer;
    PoliteFetcher m_polite;
    RobotsCache m_robots;
    PageFetcher m_pages;
    CancelSource m_stop; ///< of scripts and json: programs
    std::shared_ptr<const Extraction> m_extraction;
    RenderLearning m_learning;
    QHash<QObject *, std::weak_ptr<Visit>> m_byOwner;
    std::map<quint64, VisitPointer> m_parked; ///< without room to be decoded, by age of their tickets
};

} // namespace sluice::core
