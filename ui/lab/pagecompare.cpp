// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/pagecompare.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/extract/workerpool.h"
#include "ui/lab/labrun.h"

#include <utility>

namespace sluice::ui {

namespace {

core::ComparedPage sideOf(const core::CrawlSpec &rules, const LabPage &page, core::WorkerPool *workers)
{
    core::ComparedPage side{page.view(), page.text, page.blocks, {}, {}};
    if (rules.hasFields()) {
        const LabResult result = runRules(rules, page, -1, workers);
        side.columns = result.columns;
        side.rows = result.rows;
    }
    return side;
}

} // namespace

PageCompare::PageCompare(core::PageVisitor *visitor, std::shared_ptr<core::WorkerPool> workers, QObject *parent)
    : QObject(parent)
    , m_workers(std::move(workers))
    , m_fetch(new LabFetch(visitor, this))
{
    connect(m_fetch, &LabFetch::arrived, this,
            [this](const LabPagePtr &page) { (m_stage == Stage::Http ? m_http : m_rendered) = page; });
    connect(m_fetch, &LabFetch::ended, this, &PageCompare::takeEnd);
}

void PageCompare::start(const core::CrawlSpec &rules, const QString &address)
{
    cancel();
    m_rules = rules;
    m_address = address;
    m_http.reset();
    m_rendered.reset();
    ask(core::RenderMode::Http, Stage::Http);
}

void PageCompare::cancel()
{
    if (m_stage == Stage::Idle)
        return;
    ++m_number;
    setStage(Stage::Idle);
    m_fetch->cancel();
}

void PageCompare::ask(core::RenderMode mode, Stage stage)
{
    core::CrawlSpec asker = m_rules;
    asker.renderMode = mode;
    setStage(stage);
    m_fetch->start(asker, m_address, LabFetch::Purpose::Show);
}

void PageCompare::takeEnd(const QString &problem)
{
    if (m_stage == Stage::Idle || m_stage == Stage::Comparing)
        return;
    const bool isRendered = m_stage == Stage::Rendered;
    if (!problem.isEmpty()) {
        setStage(Stage::Idle);
        return Q_EMIT failed(isRendered ? tr("Rendered: %1").arg(problem) : tr("Over HTTP: %1").arg(problem));
    }
    if (isRendered)
        compare();
    else
        ask(core::RenderMode::Rendered, Stage::Rendered);
}

void PageCompare::compare()
{
    setStage(Stage::Comparing);
    const auto work = [rules = m_rules, http = m_http, rendered = m_rendered, workers = m_workers] {
        return LabComparison{
            core::comparePages(sideOf(rules, *http, workers.get()), sideOf(rules, *rendered, workers.get())),
            http->fetchMs, rendered->fetchMs};
    };
    core::whenDone(core::inBackground(work), this, [this, number = ++m_number](const LabComparison &comparison) {
        if (number != m_number)
            return;
        setStage(Stage::Idle);
        Q_EMIT compared(comparison);
    });
}

void PageCompare::setStage(Stage stage)
{
    if (std::exchange(m_stage, stage) != stage)
        Q_EMIT stageChanged();
}

} // namespace sluice::ui
