// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchentry.h"
#include "core/crawl/crawlspec.h"
#include "core/store/records.h"

#include <QObject>
#include <QQueue>
#include <QSet>

#include <optional>

namespace sluice::core {
class CrawlEngine;
}

namespace sluice::ui {
class ProjectSession;
}

namespace sluice::app {

/// Whether a crawl or batch is under way that must not be seen from this machine's address: from before it starts until it has
/// ended, also where its project was closed meanwhile.
class ProxyHold final : public QObject
{
    Q_OBJECT

public:
    /// Borrows both.
    ProxyHold(core::CrawlEngine &engine, ui::ProjectSession &session, QObject *parent = nullptr);

Q_SIGNALS:
    void changed(bool isHeld);

private:
    /// Runs of one kind.
    template <typename Id>
    struct Runs
    {
        QQueue<bool> expected; ///< whether those on their way to the engine hold
        QSet<Id> running;

        void start(std::optional<Id> id)
        {
            const bool isHolding = !expected.isEmpty() && expected.dequeue();
            if (isHolding && id)
                running.insert(*id);
        }
        [[nodiscard]] bool isHolding() const { return !running.isEmpty() || expected.contains(true); }
    };

    void watchCrawls(core::CrawlEngine &engine, ui::ProjectSession &session);
    void watchBatches(core::CrawlEngine &engine, ui::ProjectSession &session);
    void tell();

    Runs<core::CrawlId> m_crawls;
    Runs<core::BatchId> m_batches;
    bool m_isHeld = false;
};

} // namespace sluice::app
