// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/totals.h"

#include "core/base/jsonkeys.h"
#include "core/store/rowerror.h"

namespace sluice::core {

Totals::Totals(Database &database)
    : m_findCrawl(database, "SELECT has_default_row FROM crawls WHERE id = ?1")
    , m_findColumns(database, "SELECT name FROM columns WHERE crawl = ?1")
    , m_addColumn(database, "INSERT INTO columns (crawl, position, name) VALUES (?1, ?2, ?3)")
    , m_update(database, "UPDATE crawls SET pending = pending + ?2, done = done + ?3, failed = failed + ?4, "
                         "skipped = skipped + ?5, row_count = row_count + ?6, bytes = bytes + ?7 WHERE id = ?1")
{}

bool Totals::has(CrawlId crawl)
{
    return find(crawl).isKnown;
}

void Totals::moved(CrawlId crawl, UrlState from, UrlState to)
{
    Changes &changes = m_changes[crawl];
    --changes.states[size_t(from)];
    ++changes.states[size_t(to)];
}

void Totals::learnColumns(CrawlId crawl, const QByteArray &row)
{
    if (find(crawl).hasDefaultRow)
        return;
    QSet<QByteArray> &known = m_crawls[crawl].columns;
    for (const QByteArray &key : jsonKeys(row)) {
        if (known.contains(key) || key == rowErrorKey().toUtf8())
            continue;
        m_addColumn.bind(crawl.value, known.size(), key).run();
        known.insert(key);
    }
}

void Totals::write()
{
    for (auto it = m_changes.cbegin(); it != m_changes.cend(); ++it) {
        const Changes &c = it.value();
        m_update.bind(it.key().value, c.states[0], c.states[1], c.states[2], c.states[3], c.rows, c.bytes).run();
    }
    m_changes.clear();
}

void Totals::forget()
{
    m_changes.clear();
    m_crawls.clear();
}

const Totals::Crawl &Totals::find(CrawlId crawl)
{
    Crawl &entry = m_crawls[crawl];
    if (entry.isKnown)
        return entry;
    if (m_findCrawl.bind(crawl.value).step()) {
        entry.isKnown = true;
        entry.hasDefaultRow = m_findCrawl.integer(0) != 0;
        m_findCrawl.reset();
        m_findColumns.bind(crawl.value);
        while (m_findColumns.step())
            entry.columns.insert(m_findColumns.bytes(0));
    }
    return entry;
}

} // namespace sluice::core
