// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/pagevisits.h"

#include "core/crawl/poolway.h"

namespace sluice::core {

struct PageVisits::Visit
{
    Visit(const CrawlPlan &settings, const CrawlServices &services, const void *asker)
        : plan(settings)
        , owner(asker)
        , renderer(renderWay(plan, services))
        , pooled(pooledWay({}, plan, services, services.fetcher))
        , pooledRenderer(renderer ? pooledRenderWay(plan, services, *renderer) : nullptr)
        , download(plan, wayOf(pooled, services.fetcher), services.gate, services.clock)
    {
        if (renderer)
            download.setRenderer(wayOf(pooledRenderer, *renderer));
    }

    const CrawlPlan plan;
    const void *owner;
    std::unique_ptr<RenderFetcher> renderer; ///< null where the page comes over HTTP
    std::unique_ptr<PooledFetcher> pooled;
    std::unique_ptr<PooledFetcher> pooledRenderer;
    PoliteDownload download;
};

PageVisits::PageVisits(QObject *parent)
    : QObject(parent)
{}

PageVisits::~PageVisits() = default;

void PageVisits::start(const CrawlPlan &plan, const WebUrl &url, const CrawlServices &services, const void *owner,
                       PoliteDownload::Done done)
{
    m_visits.push_back(std::make_shared<Visit>(plan, services, owner));
    Visit *visit = m_visits.back().get();
    const auto finish = [this, visit, done = std::move(done)](Result<DownloadedFile, QString> page) {
        done(std::move(page));
        // Later: this is called from within the download.
        QMetaObject::invokeMethod(
            this, [this, visit] { m_visits.remove_if([visit](const auto &each) { return each.get() == visit; }); },
            Qt::QueuedConnection);
    };
    visit->download.get(url, finish, PoliteDownload::Answers::All);
}

void PageVisits::cancel(const void *owner)
{
    const auto visits = m_visits; // one that ends changes the list
    for (const auto &visit : visits) {
        if (visit->owner == owner)
            visit->download.cancelAll();
    }
}

} // namespace sluice::core
