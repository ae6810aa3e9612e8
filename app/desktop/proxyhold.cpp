// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/proxyhold.h"

#include "core/crawl/crawlengine.h"
#include "ui/main/projectsession.h"

namespace sluice::app {

namespace {

bool isNeverDirect(const core::CrawlSpec &spec)
{
    return !spec.proxy.isEmpty() && (spec.isProxyRequired || !spec.usesPool());
}

} // namespace

ProxyHold::ProxyHold(core::CrawlEngine &engine, ui::ProjectSession &session, QObject *parent)
    : QObject(parent)
{
    watchCrawls(engine, session);
    watchBatches(engine, session);
}

void ProxyHold::watchCrawls(core::CrawlEngine &engine, ui::ProjectSession &session)
{
    using ui::ProjectSession;
    const auto start = [this](std::optional<core::CrawlId> crawl) {
        m_crawls.start(crawl);
        tell();
    };
    connect(&session, &ProjectSession::aboutToRun, this, [this](const core::CrawlSpec &spec) {
        m_crawls.expected.enqueue(isNeverDirect(spec));
        tell();
    });
    connect(&session, &ProjectSession::crawlStarted, this,
            [start](const core::CrawlRecord &record) { start(record.id); });
    connect(&session, &ProjectSession::crawlResumed, this, start);
    connect(&session, &ProjectSession::notRun, this, [start] { start({}); });
    connect(&engine, &core::CrawlEngine::finished, this, [this](const core::CrawlProgress &last) {
        m_crawls.running.remove(last.crawl);
        tell();
    });
}

void ProxyHold::watchBatches(core::CrawlEngine &engine, ui::ProjectSession &session)
{
    using ui::ProjectSession;
    connect(&session, &ProjectSession::aboutToRunBatch, this, [this](const core::CrawlSpec &spec) {
        m_batches.expected.enqueue(isNeverDirect(spec));
        tell();
    });
    connect(&session, &ProjectSession::batchStarted, this, [this](core::BatchId batch) {
        m_batches.start(batch);
        tell();
    });
    connect(&session, &ProjectSession::batchFailed, this, [this] {
        m_batches.start({});
        tell();
    });
    connect(&engine, &core::CrawlEngine::batchNews, this, [this](const core::BatchNews &news) {
        if (news.progress.hasEnded && m_batches.running.remove(news.progress.batch))
            tell();
    });
}

void ProxyHold::tell()
{
    const bool isHeld = m_crawls.isHolding() || m_batches.isHolding();
    if (isHeld == m_isHeld)
        return;
    m_isHeld = isHeld;
    Q_EMIT changed(isHeld);
}

} // namespace sluice::app
