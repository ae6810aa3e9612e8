// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlservices.h"
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
    explicit PageVisits(QObject *parent = nullptr);
    ~PageVisits() override;

    /// Any status is an answer. What `services` names must live as long; `done` is called at most once.
    /// `owner` is only compared.
    void start(const CrawlPlan &plan, const WebUrl &url, const CrawlServices &services, const void *owner,
               PoliteDownload::Done done);
    /// Ends the visits of this owner.
    void cancel(const void *owner);

private:
    struct Visit;

    std::list<std::shared_ptr<Visit>> m_visits;
};

} // namespace sluice::core
