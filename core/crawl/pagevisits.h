// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/politedownload.h"

#include <QObject>

#include <list>
#include <memory>

namespace sluice::core {

/// Single pages under way, each with settings of its own, past the gate of all crawls. Lives on the crawl thread.
class PageVisits final : public QObject
{
    Q_OBJECT

public:
    PageVisits(HostGate &gate, const Clock &clock, QObject *parent = nullptr);
    ~PageVisits() override;

    /// Any status is an answer. `fetcher` must live as long; `done` is called at most once.
    void start(const CrawlPlan &plan, const WebUrl &url, Fetcher &fetcher, PoliteDownload::Done done);
    void cancelAll();

private:
    struct Visit;

    HostGate &m_gate;
    const Clock &m_clock;
    std::list<std::shared_ptr<Visit>> m_visits;
};

} // namespace sluice::core
