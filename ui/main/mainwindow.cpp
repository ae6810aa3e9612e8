// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/mainwindow.h"

#include "core/settings/keys.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/mainactions.h"
#include "ui/main/replayflow.h"
#include "ui/main/totalslabel.h"
#include "ui/main/windowflows.h"
#include "ui/main/workspace.h"
#include "ui/problems/problemspanel.h"
#include "ui/results/resultspanel.h"
#include "ui/welcome/welcomepanel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/notificationbar.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace keys = core::keys;

MainWindow::MainWindow(const WindowServices &services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_session(new ProjectSession(services.engine, services.clock, services.secrets, this))
    , m_flows(
          new WindowFlows(*this, services.engine, *m_session, services.secrets, services.settings, services.workers))
    , m_replay(new ReplayFlow(*this, services.engine, *m_session, services.workers))
    , m_actions(new MainActions(this))
    , m_notice(new NotificationBar(this))
    , m_welcome(new WelcomePanel(this))
    , m_workspace(
          new Workspace(services.engine, services.clock, services.settings, services.workers, services.visitor, this))
    , m_closing(new EmptyState("save"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_message(new ElidedLabel({}, this))
    , m_totals(new TotalsLabel(m_workspace->jobs().model(), this))
    , m_menus(makeMenus(*this, *m_actions, m_workspace->jobs(), m_workspace->results()))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(programIcon());
    makeLayout();
    connectActions();
    connectScreens();
    connectSession();
    restoreState();
    showWelcome();
}

MainWindow::~MainWindow()
{
    // Whoever reads the project lets go of it before the session closes it, so that one file is left.
    m_workspace->clear();
}

void MainWindow::makeLayout()
{
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_workspace);
    m_stack->addWidget(m_closing);
    m_closing->setObjectName(u"closingPage"_s);
    m_closing->setText(tr("Closing…"), tr("The crawls end, and what they found is written to the project."));
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    setCentralWidget(central);
    statusBar()->setSizeGripEnabled(false);
    // A label of its own: what Qt shows there of menus hides it for a moment and does not wipe it out.
    m_message->setObjectName(u"statusMessage"_s);
    statusBar()->addWidget(m_message, 1);
    statusBar()->addPermanentWidget(m_totals);
    m_messageEnd.setSingleShot(true);
    connect(&m_messageEnd, &QTimer::timeout, this, [this] { m_message->setText({}); });
}

void MainWindow::restoreState()
{
    resize(1200, 800);
    restoreGeometry(m_services.settings.get(keys::windowGeometry));
    m_workspace->restoreState(m_services.settings);
    for (QAction *action : m_actions->looks->actions())
        action->setChecked(action->data().toInt() == m_services.settings.get(keys::look));
}

void MainWindow::saveState()
{
    m_services.settings.set(keys::windowGeometry, saveGeometry());
    if (!m_isLabAlone)
        m_workspace->saveState(m_services.settings);
    m_services.settings.save();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->setAccepted(m_isReleased);
    if (m_isReleased || m_isLeaving)
        return;
    if (m_isClosing)
        leave();
    else
        m_flows->whenIdle(tr("Close Sluice?"), tr("Close"), [this] { leave(); });
}

void MainWindow::leave()
{
    if (std::exchange(m_isLeaving, true))
        return;
    saveState();
    m_notice->dismiss();
    menuBar()->setEnabled(false);
    m_session->close();
    showWelcome();
}

void MainWindow::tell(const QString &message, int ms)
{
    m_message->setText(message);
    m_messageEnd.stop();
    if (ms > 0)
        m_messageEnd.start(ms);
}

void MainWindow::showProject(const OpenedProject &project)
{
    m_notice->dismiss();
    m_flows->recent().add(project.path);
    const QString name = QFileInfo(project.path).completeBaseName();
    setWindowFilePath(project.path);
    setWindowTitle(tr("%1 — Sluice").arg(name));
    m_workspace->showProject(project);
    m_stack->setCurrentWidget(m_workspace);
    setLabAlone(false);
    tell(tr("Opened %1").arg(QDir::toNativeSeparators(project.path)));
    offerResume(project.crawls);
}

void MainWindow::showWelcome()
{
    setWindowFilePath({});
    setWindowTitle(tr("Sluice"));
    m_workspace->clear();
    updateActions();
}

void MainWindow::showOpenFailure(const QString &path, const QString &detail)
{
    if (!QFileInfo::exists(path))
        m_flows->recent().remove(path);
    updateActions();
    warn(detail);
}

void MainWindow::offerResume(const QList<core::CrawlRecord> &crawls)
{
    QList<core::CrawlId> ids;
    qint64 left = 0;
    for (const core::CrawlRecord &record : crawls) {
        if (jobOf(record).state == JobState::Interrupted) {
            ids.append(record.id);
            left += record.pending;
        }
    }
    if (ids.isEmpty())
        return;
    const QString text = ids.size() == 1
                             ? tr("“%1” was interrupted with %2 addresses left.")
                                   .arg(m_workspace->jobs().model().job(ids.first())->name, locale().toString(left))
                             : tr("%1 crawls were interrupted with %2 addresses left.")
                                   .arg(locale().toString(ids.size()), locale().toString(left));
    m_notice->showNotice(Tone::Info, text, tr("Resume"), [this, ids] { m_flows->resume(ids); });
}

void MainWindow::addCrawl(const core::CrawlRecord &record)
{
    m_notice->dismiss();
    m_workspace->addCrawl(record);
    tell(tr("Started “%1”").arg(record.name));
}

void MainWindow::warn(const QString &detail)
{
    m_notice->showNotice(Tone::Danger, detail);
}

void MainWindow::exportCurrent()
{
    const Job *job = m_workspace->jobs().model().job(m_workspace->results().model().crawl());
    if (job)
        m_flows->exportRows({m_session->path(), job->id, job->name, m_workspace->results().model().columns()});
}

void MainWindow::exportProblems()
{
    const Job *job = m_workspace->jobs().model().job(m_workspace->problems().model().crawl());
    if (job)
        m_flows->exportProblems({m_session->path(), job->id, job->name, {}});
}

void MainWindow::updateActions()
{
    const bool isOpen = m_session->isOpen();
    if (m_isLeaving)
        m_stack->setCurrentWidget(m_closing);
    // Between two projects the workspace stays: the welcome page would only flash by.
    else if (!isOpen && !m_session->isBusy() && m_isLabAlone) {
        m_stack->setCurrentWidget(m_workspace);
    } else if (!isOpen && !m_session->isBusy()) {
        m_welcome->setRecentProjects(m_flows->recent().paths());
        m_stack->setCurrentWidget(m_welcome);
        m_welcome->setFocus();
    }
    m_menus.toolBar->setVisible(m_stack->currentWidget() == m_workspace);
    for (QAction *action : {m_actions->saveCopy, m_actions->showResults, m_actions->showProblems, m_actions->showHosts,
                            m_actions->showLog})
        action->setEnabled(isOpen);
    for (QAction *action : {m_actions->applyRules, m_actions->forgetSecrets})
        action->setEnabled(isOpen && m_workspace->jobs().currentCrawl().isValid());
    for (QAction *action : {m_actions->closeProject, m_actions->find})
        action->setEnabled(isOpen || m_isLabAlone);
    for (QAction *action : {m_actions->newCrawl, m_actions->runDemo, m_actions->newProject, m_actions->openProject})
        action->setEnabled(!m_session->isBusy());
}

void MainWindow::setLabAlone(bool isAlone)
{
    m_isLabAlone = isAlone;
    m_workspace->setLabAlone(isAlone);
    updateActions();
}

void MainWindow::showLab()
{
    showAlone(Workspace::Lab);
}

void MainWindow::showAlone(int tab)
{
    if (!m_session->isOpen() && !m_session->isBusy())
        setLabAlone(true);
    m_workspace->showTab(tab);
}

void MainWindow::addScreen(const FurtherScreen &screen)
{
    const int tab = m_workspace->addScreen(screen);
    auto *action = new QAction(themedIcon(screen.icon), screen.title, this);
    const bool isNumbered = screen.keys.isEmpty() && tab < 9;
    action->setShortcut(isNumbered ? QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + tab)) : screen.keys);
    describe(action, screen.name, screen.tip);
    connect(action, &QAction::triggered, this, [this, tab] { showAlone(tab); });
    m_menus.view->insertAction(m_menus.afterScreens, action);
}

void MainWindow::closeProject()
{
    if (m_isLabAlone)
        setLabAlone(false);
    else
        m_flows->closeProject();
}

void MainWindow::chooseLook(const QAction *action)
{
    m_services.settings.set(keys::look, action->data().toInt());
    m_services.theme.apply(Look(action->data().toInt()));
}

} // namespace sluice::ui
