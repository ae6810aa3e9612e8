// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/replayflow.h"

#include "core/extract/workerpool.h"
#include "ui/main/rulesdialog.h"

#include <utility>

namespace sluice::ui {

using core::CrawlId;

ReplayFlow::ReplayFlow(QWidget &window, core::CrawlEngine &engine, ProjectSession &session,
                       std::shared_ptr<core::WorkerPool> workers)
    : QObject(&window)
    , m_window(window)
    , m_engine(engine)
    , m_session(session)
    , m_workers(workers ? std::move(workers) : std::make_shared<core::WorkerPool>())
{
    connect(&m_session, &ProjectSession::closed, this, [this] {
        m_held.reset();
        closeAll();
    });
    connect(&m_session, &ProjectSession::crawlResumed, this, &ReplayFlow::updateRunning);
    connect(&m_engine, &core::CrawlEngine::finished, this, &ReplayFlow::takeEnd);
    connect(&m_session, &ProjectSession::rowsReplaced, this, [this](const core::CrawlRecord &record) {
        if (m_dialog && m_dialog->crawl() == record.id)
            m_dialog->showReplaced(record.rows);
    });
    connect(&m_session, &ProjectSession::replaceFailed, this,
            [this](CrawlId crawl, const core::ReplayFailure &failure) {
                if (m_dialog && m_dialog->crawl() == crawl)
                    m_dialog->showReplaceFailure(failure);
            });
}

RulesDialog *ReplayFlow::chooseRules(CrawlId crawl)
{
    const auto spec = m_session.specOf(crawl);
    return spec ? editRules(crawl, *spec) : nullptr;
}

RulesDialog *ReplayFlow::editRules(CrawlId crawl, const core::CrawlSpec &rules)
{
    closeAll();
    m_rules = new RulesDialog(nameOf(crawl), rules, &m_window);
    m_rules->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_rules, &RulesDialog::applyRequested, this,
            [this, crawl](const core::CrawlSpec &spec) { apply(crawl, spec); });
    m_rules->open();
    return m_rules;
}

ReplayDialog *ReplayFlow::apply(CrawlId crawl, const core::CrawlSpec &rules)
{
    const auto spec = m_session.specOf(crawl);
    if (!spec)
        return nullptr;
    closeAll();
    m_dialog = new ReplayDialog({m_session.path(), crawl, nameOf(crawl), core::withRulesOf(*spec, rules), m_workers},
                                &m_window);
    connectDialog(crawl);
    updateRunning();
    m_dialog->show(); // not modal: the crawl may have to be cancelled in Jobs
    m_dialog->start();
    return m_dialog;
}

void ReplayFlow::connectDialog(CrawlId crawl)
{
    connect(m_dialog, &ReplayDialog::begun, &m_session, &ProjectSession::addReader);
    connect(m_dialog, &ReplayDialog::replaceRequested, this, [this, crawl](const std::shared_ptr<ReplayRun> &run) {
        m_session.replaceRows(crawl, [run](core::Project &project, const core::CancelToken &cancel) {
            return run->replaceRows(project, cancel);
        });
    });
    connect(m_dialog, &ReplayDialog::holdRequested, this, [this, crawl] { hold(crawl); });
    connect(m_dialog, &ReplayDialog::holdEnded, this, &ReplayFlow::goOn);
    connect(m_dialog, &ReplayDialog::replaceCancelled, &m_session, &ProjectSession::cancelReplacing);
    connect(m_dialog, &ReplayDialog::rulesRequested, this,
            [this, crawl](const core::CrawlSpec &rules) { editRules(crawl, rules); });
}

void ReplayFlow::closeAll()
{
    if (m_rules)
        m_rules->reject();
    if (m_dialog)
        m_dialog->reject();
    m_rules.clear();
    m_dialog.clear();
}

void ReplayFlow::updateRunning()
{
    if (m_dialog)
        m_dialog->setCrawlRunning(m_engine.isRunning(m_dialog->crawl()));
}

void ReplayFlow::hold(CrawlId crawl)
{
    m_held = crawl;
    m_engine.leave(crawl);
}

void ReplayFlow::takeEnd(const core::CrawlProgress &last)
{
    if (m_held == last.crawl && last.state != core::RunState::Stopped)
        m_held.reset(); // it came to its end before it was stopped
    updateRunning();
    goOn();
}

/// The crawl that was stopped for the dialog goes on once the dialog has no more need of that.
void ReplayFlow::goOn()
{
    if (!m_held || m_engine.isRunning(*m_held) || (m_dialog && m_dialog->isHolding()))
        return;
    m_session.resumeCrawl(*std::exchange(m_held, std::nullopt));
}

QString ReplayFlow::nameOf(CrawlId crawl) const
{
    const auto spec = m_session.specOf(crawl);
    return spec && !spec->name.isEmpty() ? spec->name : spec ? spec->seeds.value(0) : QString();
}

} // namespace sluice::ui
