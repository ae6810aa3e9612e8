// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchfiling.h"

#include "core/crawl/bodyrows.h"
#include "core/crawl/outcomes.h"

#include <utility>

namespace sluice::core {

BatchFiling::BatchFiling(CrawlId crawl, const CrawlPlan &plan, CrawlStore &store, BatchVisits &visits, HostGate &gate,
                         QObject *parent)
    : QObject(parent)
    , m_crawl(crawl)
    , m_store(store)
    , m_hosts(store, visits.fetcher(), visits.robots(), gate)
    , m_columns(plan.spec.hasFields() ? Extraction::make(plan.spec, nullptr) : nullptr)
{
    connect(&m_store, &CrawlStore::committed, this, &BatchFiling::takeCommitted);
    connect(&m_store, &CrawlStore::trouble, this, &BatchFiling::takeTrouble);
}

void BatchFiling::begin(const QList<WebUrl> &urls)
{
    if (const auto hosts = m_store.hosts())
        m_hosts.restore(*hosts, false);
    QList<UrlRecord> records;
    m_ids.reserve(urls.size());
    for (const WebUrl &url : urls) {
        if (!m_ids.contains(url))
            records.append(recordFor(url, 0));
    }
    m_store.addUrls(m_crawl, std::move(records));
    m_store.setCrawlState(m_crawl, CrawlState::Running, 0);
}

UrlRecord BatchFiling::recordFor(const WebUrl &url, int depth)
{
    UrlRecord record;
    record.id = m_store.reserveUrlIds(1);
    record.url = url.text();
    record.depth = depth;
    record.isSeed = depth == 0;
    m_ids.insert(url, record.id);
    return record;
}

void BatchFiling::file(BatchFetcher::Ending &ending, const QList<FollowedLinks::Found> &found)
{
    const UrlId id = m_ids.value(ending.url);
    if (!id.isValid())
        return;
    if (ending.refusal.reason != SkipReason::None)
        return skip(ending, id);
    Outcome outcome;
    outcome.crawl = m_crawl;
    outcome.url = id;
    outcome.state = ending.end.isDone ? UrlState::Done : UrlState::Failed;
    outcome.depth = ending.depth;
    outcome.attempts = ending.attempts;
    for (const FollowedLinks::Found &each : found) {
        UrlRecord record = recordFor(each.url, each.depth);
        record.parent = id;
        outcome.outlinks.append(record.id);
        outcome.found.append(std::move(record));
    }
    addRows(ending, outcome);
    m_uncommitted.insert(id, int(outcome.rows.size()));
    m_rows += outcome.rows.size();
    outcome.page = ending.end.record;
    outcome.body = std::move(ending.end.parsed.body);
    outcome.keepAlive = std::move(ending.end.bytes);
    m_store.commit(std::move(outcome));
}

/// A URL that failed is a row where every page is one; where rows are matches, it has none.
void BatchFiling::addRows(BatchFetcher::Ending &ending, Outcome &outcome)
{
    if (!m_columns) {
        outcome.rows = {ending.end.parsed.row};
        return;
    }
    PageRows &extracted = ending.end.parsed.extracted;
    if (!ending.end.isDone && m_columns->isRowPerPage() && !m_columns->columns().isEmpty())
        extracted.rows = {{m_columns->emptyRow(), {}, {}}};
    for (RowDraft &row : extracted.rows) {
        outcome.rows.append(storedRow(row));
        outcome.ties.append({std::move(row.key), {}});
    }
}

void BatchFiling::skip(const BatchFetcher::Ending &ending, UrlId id)
{
    UrlChange change;
    change.id = id;
    change.state = UrlState::Skipped;
    change.reason = ending.refusal.reason;
    change.detail = ending.refusal.detail;
    change.depth = ending.depth;
    m_store.changeUrls(m_crawl, {change});
}

void BatchFiling::finish(CrawlState state, qint64 activeMs)
{
    m_hosts.save();
    m_store.setCrawlState(m_crawl, state, activeMs);
    m_store.flush();
}

void BatchFiling::takeCommitted(const QList<QPair<CrawlId, UrlId>> &outcomes)
{
    for (const auto &[crawl, url] : outcomes) {
        if (crawl == m_crawl)
            m_committedRows += m_uncommitted.take(url);
    }
    Q_EMIT advanced();
}

void BatchFiling::takeTrouble(const StoreFailure &failure)
{
    m_trouble = failure.detail;
    Q_EMIT advanced();
}

} // namespace sluice::core
