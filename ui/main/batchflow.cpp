// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/batchflow.h"

#include "core/crawl/crawlengine.h"
#include "ui/batch/batchdialog.h"
#include "ui/batch/batchpanel.h"
#include "ui/main/projectsession.h"
#include "ui/main/secretnames.h"
#include "ui/main/windowflows.h"

#include <utility>

namespace sluice::ui {

namespace {

/// The timeline is told of requests on their way, ten times a second.
core::BatchSpec watched(core::BatchSpec spec)
{
    spec.isWatched = true;
    spec.newsEveryMs = 100;
    return spec;
}

} // namespace

BatchFlow::BatchFlow(const BatchFlowNeeds &needs, BatchPanel &panel)
    : QObject(&panel)
    , m_needs(needs)
    , m_panel(panel)
{
    connectPanel();
    ProjectSession *session = &m_needs.session;
    connect(session, &ProjectSession::batchStarted, this,
            [this](core::BatchId batch, const core::BatchSpec &spec, bool isFiled) {
                m_isStarting = false;
                m_panel.addBatch(batch, spec, isFiled);
                if (m_dialog)
                    m_dialog->accept();
            });
    connect(session, &ProjectSession::batchFailed, this, &BatchFlow::showFailure);
    connect(session, &ProjectSession::opened, this,
            [this](const OpenedProject &project) { m_panel.setProject(project.path); });
    connect(session, &ProjectSession::closed, this, [this] { m_panel.setProject({}); });
    connect(&m_needs.engine, &core::CrawlEngine::batchNews, &m_panel, &BatchPanel::takeNews);
}

void BatchFlow::connectPanel()
{
    core::CrawlEngine *engine = &m_needs.engine;
    connect(&m_panel, &BatchPanel::newRequested, this, &BatchFlow::newBatch);
    connect(&m_panel, &BatchPanel::againRequested, this, &BatchFlow::newBatchWith);
    connect(&m_panel, &BatchPanel::holdRequested, engine, &core::CrawlEngine::setBatchHeld);
    connect(&m_panel, &BatchPanel::cancelRequested, engine, &core::CrawlEngine::cancelBatchEntry);
    connect(&m_panel, &BatchPanel::cancelAllRequested, engine, &core::CrawlEngine::cancelBatch);
}

BatchDialog *BatchFlow::newBatch()
{
    if (!m_dialog) {
        m_dialog = new BatchDialog({m_needs.settings, m_needs.session.path(), m_needs.crawls()}, &m_needs.window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &BatchDialog::startRequested, this, &BatchFlow::start);
        connect(m_dialog, &QDialog::finished, this, [this] { m_dialog.clear(); });
    }
    m_dialog->open();
    return m_dialog;
}

BatchDialog *BatchFlow::newBatchWith(const core::BatchSpec &spec)
{
    BatchDialog *dialog = newBatch();
    dialog->setSpec(spec);
    return dialog;
}

void BatchFlow::start(const core::BatchSpec &spec, bool isFiled)
{
    const auto begin = [this, spec, isFiled] {
        if (!std::exchange(m_isStarting, true))
            m_needs.session.startBatch(watched(spec), isFiled);
    };
    m_needs.flows.withSecrets(secretNames(spec.crawl), begin, m_dialog);
}

void BatchFlow::showFailure(const core::StartFailure &failure)
{
    m_isStarting = false;
    if (m_dialog)
        m_dialog->showFailure(failure);
    else
        Q_EMIT m_panel.failed(failure.detail);
}

} // namespace sluice::ui
