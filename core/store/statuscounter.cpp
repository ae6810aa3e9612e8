// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statuscounter.h"

#include "core/store/recordqueries.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr int urlsPerChunk = 20'000;

/// host[:port] of a normalised URL.
QByteArray hostOf(const QByteArray &url)
{
    const qsizetype start = url.indexOf("://") + 3;
    const qsizetype end = url.indexOf('/', start);
    const QByteArray authority = url.sliced(start, (end < 0 ? url.size() : end) - start);
    return authority.mid(authority.lastIndexOf('@') + 1);
}

void append(QList<StatusCount> &lines, CrawlId crawl, const QString &kind, const QString &name, qint64 count)
{
    lines.append({crawl, kind, name, count});
}

} // namespace

StatusCounter::StatusCounter(Database &database)
    : m_database(database)
    , m_urls(database, "SELECT u.id, u.crawl, u.state, u.reason, u.url, p.error_kind FROM urls u "
                       "LEFT JOIN pages p ON p.url = u.id AND u.state = 2 "
                       "WHERE u.id > ?1 ORDER BY u.id LIMIT ?2")
{}

Result<QList<StatusCount>, StoreFailure> StatusCounter::count()
{
    while (countChunk()) {
    }
    if (const auto result = m_database.takeResult(); !result)
        return tl::unexpected(result.error());
    const auto crawls = readCrawls(m_database);
    if (!crawls)
        return tl::unexpected(crawls.error());
    const QMultiMap<qint64, QString> sitemaps = sitemapFailures();
    if (const auto result = m_database.takeResult(); !result)
        return tl::unexpected(result.error());
    QList<StatusCount> lines;
    for (const CrawlRecord &crawl : *crawls) {
        const CrawlId id = crawl.id;
        append(lines, id, u"state"_s, urlStateName(UrlState::Pending), crawl.pending);
        append(lines, id, u"state"_s, urlStateName(UrlState::Done), crawl.done);
        append(lines, id, u"state"_s, urlStateName(UrlState::Failed), crawl.failed);
        append(lines, id, u"state"_s, urlStateName(UrlState::Skipped), crawl.skipped);
        const Counts counts = m_counts.value(id.value);
        for (auto it = counts.skipped.cbegin(); it != counts.skipped.cend(); ++it)
            append(lines, id, u"skipped"_s, skipReasonName(it.key()), it.value());
        for (auto it = counts.errors.cbegin(); it != counts.errors.cend(); ++it)
            append(lines, id, u"error"_s, QString::fromUtf8(it.key()), it.value());
        const QStringList failures = sitemaps.values(id.value);
        for (const QString &each : failures)
            append(lines, id, u"error"_s, each, 1);
        for (auto it = counts.hosts.cbegin(); it != counts.hosts.cend(); ++it)
            append(lines, id, u"host"_s, QString::fromUtf8(it.key()), it.value());
    }
    return lines;
}

/// By crawl: "sitemap URL: why". None in a file that an older version wrote and nobody has written to since.
QMultiMap<qint64, QString> StatusCounter::sitemapFailures()
{
    QMultiMap<qint64, QString> failures;
    if (m_database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'sitemap_failures'") == 0)
        return failures;
    // Backwards, as the values of one key come out last in, first out.
    Statement statement(m_database, "SELECT crawl, url, error FROM sitemap_failures ORDER BY crawl DESC, url DESC");
    while (statement.step())
        failures.insert(statement.integer(0), u"sitemap %1: %2"_s.arg(statement.text(1), statement.text(2)));
    return failures;
}

bool StatusCounter::countChunk()
{
    int urls = 0;
    m_urls.bind(m_after, urlsPerChunk);
    while (m_urls.step()) {
        ++urls;
        m_after = m_urls.integer(0);
        const auto state = UrlState(m_urls.integer(2) & 3);
        if (state == UrlState::Pending)
            continue;
        Counts &counts = m_counts[m_urls.integer(1)];
        if (state == UrlState::Skipped) {
            ++counts.skipped[SkipReason(m_urls.integer(3))];
            continue;
        }
        ++counts.hosts[hostOf(m_urls.bytes(4))];
        if (state == UrlState::Failed)
            ++counts.errors[m_urls.isNull(5) ? QByteArray("unknown") : m_urls.bytes(5)];
    }
    return urls == urlsPerChunk;
}

} // namespace sluice::core
