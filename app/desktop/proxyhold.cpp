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
    using ui::ProjectSession;
    connect(&session, &ProjectSession::aboutToRun, this, &ProxyHold::expect);
    connect(&session, &ProjectSession::crawlStarted, this,
            [this](const core::CrawlRecord &record) { start(record.id); });
    connect(&session, &ProjectSession::crawlResumed, this, &ProxyHold::start);
    connect(&session, &ProjectSession::notRun, this, [this] { start({}); });
    connect(&engine, &core::CrawlEngine::finished, this, [this](const core::CrawlProgress &last) { end(last.crawl); });
}

void ProxyHold::expect(const core::CrawlSpec &spec)
{
    m_expected.enqueue(isNeverDirect(spec));
    tell();
}

void ProxyHold::start(std::optional<core::CrawlId> crawl)
{
    const bool isHolding = !m_expected.isEmpty() && m_expected.dequeue();
    if (isHolding && crawl)
        m_running.insert(*crawl);
    tell();
}

void ProxyHold::end(core::CrawlId crawl)
{
    m_running.remove(crawl);
    tell();
}

void ProxyHold::tell()
{
    const bool isHeld = !m_running.isEmpty() || m_expected.contains(true);
    if (isHeld == m_isHeld)
        return;
    m_isHeld = isHeld;
    Q_EMIT changed(isHeld);
}

} // namespace sluice::app
