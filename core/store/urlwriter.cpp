// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/urlwriter.h"

#include "core/store/idlist.h"

namespace sluice::core {

UrlWriter::UrlWriter(Database &database, Totals &totals)
    : m_totals(totals)
    , m_state(database, "SELECT state FROM urls WHERE id = ?1")
    , m_add(database, "INSERT OR IGNORE INTO urls (id, crawl, url, state, reason, detail, depth, attempts, parent, "
                      "found_on, is_seed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, 0), ?10, ?11)")
    , m_change(database, "UPDATE urls SET state = ?2, reason = ?3, detail = ?4, depth = ?5, "
                         "parent = coalesce(nullif(?6, 0), parent) WHERE id = ?1")
    , m_settle(database,
               "UPDATE urls SET state = ?2, reason = ?3, detail = ?4, depth = ?5, attempts = ?6 WHERE id = ?1")
    , m_outlinks(database, "INSERT OR REPLACE INTO outlinks (url, targets) VALUES (?1, ?2)")
{}

void UrlWriter::add(CrawlId crawl, const UrlRecord &url)
{
    m_add
        .bind(url.id.value, crawl.value, url.url, int(url.state), int(url.reason), OrNull(url.detail), url.depth,
              url.attempts, url.parent.value, OrNull(url.foundOn), int(url.isSeed))
        .run();
    if (m_add.changes() > 0)
        m_totals.entered(crawl, url.state);
}

void UrlWriter::change(CrawlId crawl, const UrlChange &change)
{
    const std::optional<UrlState> before = stateOf(change.id);
    if (!before)
        return;
    m_change
        .bind(change.id.value, int(change.state), int(change.reason), OrNull(change.detail), change.depth,
              change.parent.value)
        .run();
    m_totals.moved(crawl, *before, change.state);
}

bool UrlWriter::settle(const Outcome &outcome)
{
    const std::optional<UrlState> before = stateOf(outcome.url);
    if (!before)
        return false;
    m_settle
        .bind(outcome.url.value, int(outcome.state), int(outcome.reason), OrNull(outcome.detail), outcome.depth,
              outcome.attempts)
        .run();
    m_totals.moved(outcome.crawl, *before, outcome.state);
    if (!outcome.outlinks.isEmpty()) {
        const QByteArray packed = packIds(outcome.outlinks);
        m_outlinks.bind(outcome.url.value, BlobValue{packed}).run();
    }
    return true;
}

std::optional<UrlState> UrlWriter::stateOf(UrlId id)
{
    if (!m_state.bind(id.value).step())
        return {};
    const qint64 state = m_state.integer(0);
    m_state.reset();
    // The mask keeps a damaged file from leading outside the table of counts.
    return UrlState(state & 3);
}

} // namespace sluice::core
