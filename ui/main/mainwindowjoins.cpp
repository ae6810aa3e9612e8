// SPDX-License-Identifier: GPL-3.0-or-later
// Which signal of the window's parts leads where.
#include "ui/jobs/jobspanel.h"
#include "ui/main/mainactions.h"
#include "ui/main/mainwindow.h"
#include "ui/main/replayflow.h"
#include "ui/main/windowflows.h"
#include "ui/main/workspace.h"
#include "ui/problems/problemspanel.h"
#include "ui/results/resultspanel.h"
#include "ui/welcome/welcomepanel.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QMenu>

namespace sluice::ui {

void MainWindow::connectActions()
{
    connect(m_actions->newCrawl, &QAction::triggered, m_flows, &WindowFlows::newCrawl);
    connect(m_actions->runDemo, &QAction::triggered, this, &MainWindow::demoRequested);
    connect(m_actions->newProject, &QAction::triggered, m_flows, &WindowFlows::chooseNewProject);
    connect(m_actions->openProject, &QAction::triggered, m_flows, &WindowFlows::chooseProject);
    connect(m_actions->saveCopy, &QAction::triggered, m_flows, &WindowFlows::chooseCopy);
    connect(m_actions->closeProject, &QAction::triggered, this, &MainWindow::closeProject);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->applyRules, &QAction::triggered, m_replay,
            [this] { m_replay->chooseRules(m_workspace->jobs().currentCrawl()); });
    connect(m_actions->forgetSecrets, &QAction::triggered, this,
            [this] { tell(m_flows->forgetSecrets(m_workspace->jobs().currentCrawl())); });
    connect(m_actions->find, &QAction::triggered, m_workspace, &Workspace::focusFilter);
    connect(m_actions->showResults, &QAction::triggered, this, [this] { m_workspace->showTab(Workspace::Results); });
    connect(m_actions->showProblems, &QAction::triggered, this, [this] { m_workspace->showTab(Workspace::Problems); });
    connect(m_actions->showHosts, &QAction::triggered, this, [this] { m_workspace->showTab(Workspace::Hosts); });
    connect(m_actions->showLog, &QAction::triggered, this, [this] { m_workspace->showTab(Workspace::Log); });
    connect(m_actions->showLab, &QAction::triggered, this, &MainWindow::showLab);
    connect(m_actions->looks, &QActionGroup::triggered, this, &MainWindow::chooseLook);
    connect(m_actions->about, &QAction::triggered, m_flows, &WindowFlows::showAbout);
    connect(m_actions->aboutQt, &QAction::triggered, qApp, &QApplication::aboutQt);
    connect(m_menus.recent, &QMenu::aboutToShow, m_flows, [this] { m_flows->fillRecentMenu(*m_menus.recent); });
}

void MainWindow::connectScreens()
{
    connect(m_welcome, &WelcomePanel::demoRequested, this, &MainWindow::demoRequested);
    connect(m_welcome, &WelcomePanel::newCrawlRequested, m_flows, &WindowFlows::newCrawl);
    connect(m_welcome, &WelcomePanel::openRequested, m_flows, &WindowFlows::chooseProject);
    connect(m_welcome, &WelcomePanel::projectChosen, this, [this](const QString &path) { m_flows->openProject(path); });
    JobsPanel *jobs = &m_workspace->jobs();
    connect(jobs, &JobsPanel::newCrawlRequested, m_flows, &WindowFlows::newCrawl);
    connect(jobs, &JobsPanel::pauseRequested, m_session, &ProjectSession::pauseCrawl);
    connect(jobs, &JobsPanel::resumeRequested, this, [this](core::CrawlId crawl) { m_flows->resume({crawl}); });
    connect(jobs, &JobsPanel::cancelRequested, m_session, &ProjectSession::cancelCrawl);
    connect(jobs, &JobsPanel::removeRequested, m_session, &ProjectSession::removeCrawl);
    connect(&m_workspace->results(), &ResultsPanel::exportRequested, this, &MainWindow::exportCurrent);
    connect(&m_workspace->problems(), &ProblemsPanel::exportRequested, this, &MainWindow::exportProblems);
    connect(m_workspace, &Workspace::warned, this, &MainWindow::warn);
    connect(m_workspace, &Workspace::crawlRequested, m_flows, &WindowFlows::newCrawlWith);
    connect(m_workspace, &Workspace::applyRequested, m_replay,
            [this](const core::CrawlSpec &rules) { m_replay->apply(m_workspace->jobs().currentCrawl(), rules); });
    connect(jobs, &JobsPanel::currentCrawlChanged, this, &MainWindow::updateActions);
    connect(m_workspace, &Workspace::told, this, [this](const QString &message) { tell(message); });
    connect(m_flows, &WindowFlows::failed, this, &MainWindow::warn);
    connect(m_flows, &WindowFlows::askingKeychain, this,
            [this] { tell(tr("Looking in the keychain. It may have to be unlocked.")); });
    connect(m_flows, &WindowFlows::exported, this, [this](const QString &path, qint64 rows) {
        tell(tr("%1 rows written to %2").arg(locale().toString(rows), path));
    });
}

void MainWindow::connectSession()
{
    connect(m_session, &ProjectSession::opened, this, &MainWindow::showProject);
    connect(m_session, &ProjectSession::openFailed, this, &MainWindow::showOpenFailure);
    connect(m_session, &ProjectSession::closed, this, &MainWindow::showWelcome);
    connect(m_session, &ProjectSession::crawlStarted, this, &MainWindow::addCrawl);
    connect(m_session, &ProjectSession::failed, this, &MainWindow::warn);
    connect(m_session, &ProjectSession::crawlRemoved, &m_workspace->jobs().model(), &JobsModel::removeCrawl);
    connect(m_session, &ProjectSession::busyChanged, this, &MainWindow::updateActions);
    connect(m_session, &ProjectSession::rowsReplaced, m_workspace, &Workspace::takeReplaced);
    connect(m_session, &ProjectSession::predictionsAdded, m_workspace, &Workspace::takeReplaced);
    connect(m_session, &ProjectSession::released, this, [this] {
        m_isReleased = m_isLeaving;
        if (m_isLeaving)
            close();
    });
    connect(m_session, &ProjectSession::copied, this,
            [this](const QString &target) { tell(tr("Copy saved as %1").arg(QDir::toNativeSeparators(target))); });
}

} // namespace sluice::ui
