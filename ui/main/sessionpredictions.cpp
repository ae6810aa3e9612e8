// SPDX-License-Identifier: GPL-3.0-or-later
// What models say of the open project's rows.
#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/main/projectsession.h"

namespace sluice::ui {

void ProjectSession::addPredictions(const core::RowPredictions &predictions)
{
    using Written = core::Result<core::CrawlRecord, core::StoreFailure>;
    const core::CrawlId crawl = predictions.crawl;
    if (!m_store || m_engine.isRunning(crawl) || m_leaving.contains(crawl) || m_resuming.contains(crawl))
        return Q_EMIT predictionsFailed(crawl, tr("The crawl runs, or is being removed."));
    m_predicting = {};
    core::RowPredictions own = predictions;
    own.cancel = m_predicting.token();
    const auto work = [own, store = m_store](ProjectHost &) -> Written {
        if (const auto written = store->addPredictions(own); !written)
            return tl::unexpected(written.error());
        return store->crawl(own.crawl);
    };
    core::whenDone(core::ask(m_host, work), this, [this, crawl, generation = m_generation](const Written &record) {
        if (generation != m_generation)
            return;
        if (record)
            Q_EMIT predictionsAdded(*record);
        else
            Q_EMIT predictionsFailed(crawl, record.error().detail);
    });
}

} // namespace sluice::ui
