// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlcontext.h"
#include "core/crawl/frontier.h"
#include "core/crawl/outcomes.h"
#include "core/crawl/pagefetcher.h"
#include "core/crawl/parsetask.h"
#include "core/crawl/progress.h"
#include "core/crawl/rendering.h"
#include "core/crawl/rulewatch.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <map>
#include <memory>

namespace sluice::core {

/// What one crawl has got so far.
struct CrawlTally
{
    qint64 done = 0;
    qint64 failed = 0;
    qint64 rows = 0;
    qint64 bytes = 0;
};

/// The way of a page, once it is leased: fetched, parsed on the pool, its links filed, its outcome committed. Whatever is
/// in hand holds a permit until it is on disk, so that back-pressure reaches the scheduler and no thread ever waits.
class PagePipeline final : public QObject
{
    Q_OBJECT

public:
    PagePipeline(const CrawlContext &context, Frontier &frontier, PageFetcher &pages, UrlKeyer keyer,
                 QObject *parent = nullptr);

    void begin(const Lease &lease);
    /// Bytes came back to the budget: pages that had no room to be decoded try again, oldest first.
    void budgetFreed();
    /// Takes nothing in any more: what arrives from now on is left for a later run.
    void close();
    /// Forgets pages that wait for room or are at a script or json: program, which ends at once.
    void dropParked();

    [[nodiscard]] int fetching() const { return m_fetching; }
    /// Between lease and settled.
    [[nodiscard]] int underWay() const { return m_fetching + m_parsing + int(m_parked.size()); }
    /// At the parse pool, which uses this object until they are back, also after close().
    [[nodiscard]] int parsing() const { return m_parsing; }
    /// Permits in use: between lease and commit.
    [[nodiscard]] int permits() const { return underWay() + int(m_uncommitted.size()); }
    [[nodiscard]] bool isAllCommitted() const { return m_uncommitted.isEmpty(); }
    /// Names what is to be said once nothing more comes.
    void finish();
    [[nodiscard]] const CrawlTally &tally() const { return m_tally; }
    void setTally(const CrawlTally &tally) { m_tally = tally; }

Q_SIGNALS:
    /// Something moved on: there may be room for further leases, or nothing left to do.
    void advanced();
    void rowsCommitted(const QList<sluice::core::StreamedRow> &rows);
    void logged(sluice::core::CrawlId crawl, const QString &line);
    void warned(sluice::core::CrawlId crawl, const QString &line); ///< as Crawler::warned

private:
    /// One leased URL on its way.
    struct Visit
    {
        Lease lease;
        std::shared_ptr<ByteTicket> ticket;
        FetchedPage page;
        std::shared_ptr<const PlainPage> plain; ///< once it is rendered after all
    };
    using VisitPointer = std::shared_ptr<Visit>;

    void fetched(const VisitPointer &visit);
    void leave(const VisitPointer &visit);
    bool retry(const Visit &visit);
    void parse(const VisitPointer &visit);
    void parsed(const VisitPointer &visit, ParsedPage result);
    void render(const VisitPointer &visit, ParsedPage result);
    void takePlain(const VisitPointer &visit);
    void learnFrom(const Visit &visit, const ParsedPage &rendered);
    [[nodiscard]] RenderLearning &learningOf(const Visit &visit);
    void hintAtScripts(const Visit &visit, const ParsedPage &result);
    void settle(const Visit &visit, UrlState state, PageRecord record, ParsedPage result);
    void addRows(const Visit &visit, PageRows &extracted, Outcome &outcome);
    void tellMessages(const Visit &visit, const QStringList &messages);
    void warnOfRules(const QStringList &columns);
    [[nodiscard]] QList<StreamedRow> freshRows(UrlId url);
    void fileLinks(const Visit &visit, const QList<FoundLink> &links, Outcome &outcome);
    void commit(const Visit &visit, Outcome outcome);
    void takeCommitted(const QList<QPair<CrawlId, UrlId>> &outcomes);
    [[nodiscard]] qint64 nowUtcMs() const { return m_services.clock.utcNow().toMSecsSinceEpoch(); }

    const CrawlId m_crawl;
    const CrawlPlan &m_plan;
    CrawlStore &m_store;
    CrawlServices m_services;
    Frontier &m_frontier;
    PageFetcher &m_pages;
    UrlKeyer m_keyer;
    CancelSource m_stop;                            ///< of scripts and json: programs
    bool m_hasPrograms = false;                     ///< that m_stop ends
    std::shared_ptr<const Extraction> m_extraction; ///< null: the default row
    bool m_hasFields;                               ///< else every page is a row
    QStringList m_streamedColumns;                  ///< of rows that rules make
    RuleWatch m_listWatch;
    RuleWatch m_detailWatch;
    RenderLearning m_listLearning;
    RenderLearning m_detailLearning;
    CrawlTally m_tally;
    int m_fetching = 0;
    int m_parsing = 0;
    int m_messages = 0; ///< of the script
    bool m_areMessagesCut = false;
    bool m_areScriptsTold = false; ///< that pages may be made by scripts
    bool m_isClosed = false;
    std::map<quint64, VisitPointer> m_parked; ///< by age of their tickets
    QSet<UrlId> m_uncommitted;                ///< settled, not on disk yet
    QHash<UrlId, StreamedRow> m_rowsToStream;
    QSet<RowId> m_toldEarly; ///< streamed already when their detail page comes to be told of
};

} // namespace sluice::core
