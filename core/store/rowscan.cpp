// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowscan.h"

#include <QElapsedTimer>

namespace sluice::core {

namespace {

constexpr int rowsPerChunk = 2'000;
constexpr qint64 bytesPerChunk = qint64(4) << 20;
constexpr qint64 msPerChunk = 200;

} // namespace

RowScan::RowScan(Database &database, const RowSelect &select, CrawlId crawl, RowId after)
    : m_database(database)
    , m_select(select)
    , m_crawl(crawl)
    , m_after(after)
    , m_statement(database, select.sql("WHERE r.crawl = ?1 AND r.id > ?2 ORDER BY r.id").constData())
{}

bool RowScan::readChunk(const std::function<void(RowId, const Statement &)> &take)
{
    QElapsedTimer timer;
    timer.start();
    qint64 bytes = 0;
    int rows = 0;
    m_statement.bind(m_crawl.value, m_after.value);
    while (m_statement.step()) {
        m_after = RowId{m_statement.integer(0)};
        bytes += m_select.weight(m_statement);
        take(m_after, m_statement);
        if (++rows >= rowsPerChunk || bytes >= bytesPerChunk || timer.elapsed() >= msPerChunk) {
            m_statement.reset();
            return true;
        }
    }
    return false;
}

} // namespace sluice::core
