// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pagewriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

QByteArray redirectsJson(const QList<RedirectHop> &redirects)
{
    if (redirects.isEmpty())
        return {};
    QJsonArray hops;
    for (const RedirectHop &hop : redirects)
        hops.append(QJsonObject{{u"status"_s, hop.status}, {u"url"_s, QString::fromUtf8(hop.url)}});
    return QJsonDocument(hops).toJson(QJsonDocument::Compact);
}

} // namespace

PageWriter::PageWriter(Database &database, Totals &totals)
    : m_database(database)
    , m_totals(totals)
    , m_bytesBefore(database, "SELECT bytes FROM pages WHERE url = ?1")
    , m_rowsBefore(database, "SELECT count(*) FROM rows WHERE url = ?1")
    , m_removePage(database, "DELETE FROM pages WHERE url = ?1")
    , m_addPage(database, "INSERT OR REPLACE INTO pages (url, status, final_url, redirects, content_type, charset, "
                          "headers, encoded_bytes, bytes, connect_ms, first_byte_ms, milliseconds, fetched_at, links, "
                          "error_kind, error, body_hash) VALUES (?1, nullif(?2, 0), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                          "?11, ?12, ?13, ?14, ?15, ?16, nullif(?17, x''))")
    , m_addBody(database, "INSERT OR IGNORE INTO bodies (hash, bytes, zstd) VALUES (?1, ?2, ?3)")
    // A row whose detail page is done already is complete at once.
    , m_addRow(database, "INSERT INTO rows (id, crawl, url, position, data, key, detail) VALUES (?1, ?2, ?3, ?4, "
                         "coalesce((SELECT json_patch(?5, d.data) FROM details d WHERE d.url = ?7), ?5), "
                         "nullif(?6, x''), nullif(?7, 0)) ON CONFLICT (url, position) DO UPDATE SET "
                         "data = excluded.data, key = excluded.key, detail = excluded.detail")
    , m_removeRows(database, "DELETE FROM rows WHERE url = ?1 AND position >= ?2")
    , m_findKey(database, "SELECT 1 FROM rows WHERE crawl = ?1 AND key = ?2")
    , m_addDetails(database, "INSERT OR REPLACE INTO details (url, data) VALUES (?1, ?2)")
    , m_completeRows(database, "UPDATE rows SET data = json_patch(data, ?2) WHERE detail = ?1")
{
    learnRowIds();
}

/// Row ids only grow while the project is open, so that whoever reads "rows since" misses none.
void PageWriter::learnRowIds()
{
    m_nextRow = std::max(m_nextRow, m_database.number("SELECT min(max(id), 1 << 60) FROM rows") + 1);
}

void PageWriter::replace(const Outcome &outcome)
{
    replacePage(outcome);
    replaceRows(outcome);
}

void PageWriter::replaceRows(const Outcome &outcome)
{
    replaceOwnRows(outcome);
    if (!outcome.details.isEmpty())
        completeRows(outcome);
}

void PageWriter::replacePage(const Outcome &outcome)
{
    if (m_bytesBefore.bind(outcome.url.value).step()) {
        m_totals.countBytes(outcome.crawl, -m_bytesBefore.integer(0));
        m_bytesBefore.reset();
        if (!outcome.page)
            m_removePage.bind(outcome.url.value).run();
    }
    if (outcome.page)
        insertPage(outcome, *outcome.page);
}

void PageWriter::insertPage(const Outcome &outcome, const PageRecord &page)
{
    QByteArray bodyHash;
    if (outcome.body) {
        bodyHash = outcome.body->hash;
        m_addBody.bind(BlobValue{bodyHash}, outcome.body->bytes, BlobValue{outcome.body->zstd}).run();
    }
    const QByteArray redirects = redirectsJson(page.redirects);
    m_addPage
        .bind(outcome.url.value, page.status, OrNull(page.finalUrl), OrNull(redirects), OrNull(page.contentType),
              OrNull(page.charset), OrNull(page.headers), page.encodedBytes, page.bytes, page.connectMs,
              page.firstByteMs, page.milliseconds, page.fetchedAtUtcMs, page.links, OrNull(page.errorKind),
              OrNull(page.error), BlobValue{bodyHash})
        .run();
    m_totals.countBytes(outcome.crawl, page.bytes);
}

void PageWriter::replaceOwnRows(const Outcome &outcome)
{
    qint64 before = 0;
    if (m_rowsBefore.bind(outcome.url.value).step())
        before = m_rowsBefore.integer(0);
    m_rowsBefore.reset();
    // What the page gave before must not count as what its rows are equal to.
    const qsizetype kept = outcome.ties.isEmpty() ? outcome.rows.size() : 0;
    if (before > kept)
        m_removeRows.bind(outcome.url.value, kept).run();
    qint64 added = 0;
    for (qsizetype position = 0; position < outcome.rows.size(); ++position)
        added += addRow(outcome, position) ? 1 : 0;
    m_totals.countRows(outcome.crawl, added - before);
}

bool PageWriter::addRow(const Outcome &outcome, qsizetype position)
{
    const RowTie tie = outcome.ties.value(position);
    if (!tie.key.isEmpty()) {
        const bool isKnown = m_findKey.bind(outcome.crawl.value, BlobValue{tie.key}).step();
        m_findKey.reset();
        if (isKnown)
            return false;
    }
    const QByteArray &row = outcome.rows[position];
    m_addRow
        .bind(m_nextRow++, outcome.crawl.value, outcome.url.value, position, row, BlobValue{tie.key}, tie.detail.value)
        .run();
    m_totals.learnColumns(outcome.crawl, row);
    return true;
}

void PageWriter::completeRows(const Outcome &outcome)
{
    m_addDetails.bind(outcome.url.value, outcome.details).run();
    m_completeRows.bind(outcome.url.value, outcome.details).run();
    m_totals.learnColumns(outcome.crawl, outcome.details);
}

} // namespace sluice::core
