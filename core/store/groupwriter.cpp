// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/groupwriter.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

GroupWriter::GroupWriter(Database &database)
    : m_database(database)
    , m_totals(database)
    , m_urls(database, m_totals)
    , m_pages(database, m_totals)
    , m_proxies(database)
    , m_saveHost(database, "INSERT OR REPLACE INTO hosts (origin, delay_ms, blocked_until, robots, robots_status, "
                           "robots_fetched_at, requests, errors) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
    , m_addSitemapFailure(database, "INSERT OR REPLACE INTO sitemap_failures (crawl, url, error) VALUES (?1, ?2, ?3)")
    , m_dropSitemapFailures(database, "DELETE FROM sitemap_failures WHERE crawl = ?1")
    , m_addImage(database,
                 "INSERT OR REPLACE INTO images (crawl, folder, url, file, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")
    , m_setState(database, "UPDATE crawls SET state = ?2, active_ms = ?3, finished_at = ?4 WHERE id = ?1")
{}

Result<void, StoreFailure> GroupWriter::write(const std::vector<StoreCommand> &group)
{
    if (m_database.hasMoved())
        return failure(StoreFault::NotFound, u"%1 was moved or deleted while it was open."_s.arg(m_database.path()));
    auto result = m_database.transaction([this, &group] {
        for (const StoreCommand &command : group)
            std::visit([this](const auto &value) { apply(value); }, command);
        m_totals.write();
    });
    if (!result)
        m_totals.forget();
    return result;
}

CallCommand::Answer GroupWriter::call(const CallCommand::Work &work)
{
    qint64 value = 0;
    const auto result = m_database.transaction([this, &work, &value] { value = work(m_database); });
    m_totals.forget(); // the work may have added or removed a crawl, or replaced its rows
    m_pages.learnRowIds();
    if (!result)
        return tl::unexpected(result.error());
    return value;
}

void GroupWriter::apply(const Outcome &outcome)
{
    if (!m_totals.has(outcome.crawl) || !m_urls.settle(outcome))
        return;
    if (outcome.state != UrlState::Pending)
        m_pages.replace(outcome);
    for (const UrlRecord &url : outcome.found)
        m_urls.add(outcome.crawl, url);
    for (const UrlChange &change : outcome.changes)
        m_urls.change(outcome.crawl, change);
}

void GroupWriter::apply(const AddUrlsCommand &command)
{
    if (!m_totals.has(command.crawl))
        return;
    for (const UrlRecord &url : command.urls)
        m_urls.add(command.crawl, url);
}

void GroupWriter::apply(const ChangeUrlsCommand &command)
{
    if (!m_totals.has(command.crawl))
        return;
    for (const UrlChange &change : command.changes)
        m_urls.change(command.crawl, change);
}

void GroupWriter::apply(const SaveHostsCommand &command)
{
    for (const HostRecord &host : command.hosts) {
        m_saveHost
            .bind(host.origin, host.delayMs, host.blockedUntilUtcMs, OrNull(host.robots), host.robotsStatus,
                  host.robotsFetchedAtUtcMs, host.requests, host.errors)
            .run();
    }
}

void GroupWriter::apply(const SitemapFailureCommand &command)
{
    if (m_totals.has(command.crawl))
        m_addSitemapFailure.bind(command.crawl.value, command.url, command.error).run();
}

void GroupWriter::apply(const DropSitemapFailuresCommand &command)
{
    m_dropSitemapFailures.bind(command.crawl.value).run();
}

void GroupWriter::apply(const ImageCommand &command)
{
    const ImageRecord &image = command.image;
    if (m_totals.has(command.crawl))
        m_addImage.bind(command.crawl.value, image.folder, image.url, image.file, image.bytes).run();
}

void GroupWriter::apply(const SetStateCommand &command)
{
    const bool hasEnded = command.state != CrawlState::Running && command.state != CrawlState::Paused;
    m_setState.bind(command.crawl.value, int(command.state), command.activeMs, hasEnded ? command.nowUtcMs : 0).run();
}

} // namespace sluice::core
