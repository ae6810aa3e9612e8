// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/pagevisits.h"

namespace sluice::core {

struct PageVisits::Visit
{
    Visit(const CrawlPlan &settings, Fetcher &fetcher, HostGate &gate, const Clock &clock)
        : plan(settings)
        , download(plan, fetcher, gate, clock)
    {}

    const CrawlPlan plan;
    PoliteDownload download;
};

PageVisits::PageVisits(HostGate &gate, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_gate(gate)
    , m_clock(clock)
{}

PageVisits::~PageVisits() = default;

void PageVisits::start(const CrawlPlan &plan, const WebUrl &url, Fetcher &fetcher, PoliteDownload::Done done)
{
    m_visits.push_back(std::make_shared<Visit>(plan, fetcher, m_gate, m_clock));
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

void PageVisits::cancelAll()
{
    const auto visits = m_visits; // one that ends changes the list
    for (const auto &visit : visits)
        visit->download.cancelAll();
}

} // namespace sluice::core
