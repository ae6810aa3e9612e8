// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/workspace.h"

#include "core/crawl/jobfile.h"
#include "core/settings/keys.h"
#include "ui/hosts/hostspanel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/lab/labpanel.h"
#include "ui/log/logpanel.h"
#include "ui/problems/problemspanel.h"
#include "ui/results/resultspanel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QDesktopServices>
#include <QTabBar>
#include <QTabWidget>

#include <type_traits>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// However much is on a screen, the window still fits a small display.
constexpr QSize leastScreen{320, 200};

} // namespace

namespace keys = core::keys;

Workspace::Workspace(core::CrawlEngine &engine, const core::Clock &clock, core::Settings &settings,
                     std::shared_ptr<core::WorkerPool> workers, core::PageVisitor *visitor, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_engine(engine)
    , m_jobs(new JobsPanel(this))
    , m_results(new ResultsPanel(settings, this))
    , m_problems(new ProblemsPanel(this))
    , m_hosts(new HostsPanel(clock, this))
    , m_log(new LogPanel(clock, this))
    , m_lab(new LabPanel(std::move(workers), visitor, this))
    , m_tabs(new QTabWidget(this))
{
    setObjectName(u"workspace"_s);
    makeLayout();
    connectEngine();
    connect(m_jobs, &JobsPanel::currentCrawlChanged, this, &Workspace::showCrawl);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_jobs->model(), signal, this, &Workspace::tellTlsExceptions);
    connect(&m_jobs->model(), &QAbstractItemModel::modelReset, this, &Workspace::tellTlsExceptions);
    connect(m_results, &ResultsPanel::failed, this, &Workspace::warned);
    connect(m_results, &ResultsPanel::told, this, &Workspace::told);
    connect(m_results, &ResultsPanel::compareRequested, m_lab, &LabPanel::compareWays);
    const auto listen = [this](auto *panel) {
        using Screen = std::remove_pointer_t<decltype(panel)>;
        connect(panel, &Screen::failed, this, &Workspace::warned);
        connect(panel, &Screen::told, this, &Workspace::told);
    };
    listen(m_jobs);
    listen(m_problems);
    listen(m_hosts);
    listen(m_log);
    connect(m_problems, &ProblemsPanel::openRequested, this, &QDesktopServices::openUrl);
    connect(m_lab, &LabPanel::failed, this, &Workspace::warned);
    connect(m_lab, &LabPanel::crawlRequested, this, &Workspace::crawlRequested);
    connect(m_lab, &LabPanel::applyRequested, this, &Workspace::applyRequested);
}

void Workspace::makeLayout()
{
    describe(m_tabs, u"mainTabs"_s, tr("Results, Problems, Hosts, Log and Parser lab"), QString());
    describe(m_tabs->tabBar(), u"mainTabBar"_s, tr("Results, Problems, Hosts, Log and Parser lab"),
             tr("Ctrl+1 to Ctrl+5"));
    m_tabs->setIconSize({18, 18});
    m_tabs->addTab(m_results, themedIcon("results"_L1), tr("Results"));
    m_tabs->addTab(m_problems, themedIcon("problems"_L1), tr("Problems"));
    m_tabs->addTab(m_hosts, themedIcon("hosts"_L1), tr("Hosts"));
    m_tabs->addTab(m_log, themedIcon("log"_L1), tr("Log"));
    m_tabs->addTab(m_lab, themedIcon("lab"_L1), tr("Parser lab"));
    addWidget(m_jobs);
    addWidget(m_tabs);
    setChildrenCollapsible(false);
    setStretchFactor(0, 0);
    setStretchFactor(1, 1);
    setSizes({190, 560});
}

void Workspace::connectEngine()
{
    connect(&m_engine, &core::CrawlEngine::progressed, this, &Workspace::takeProgress);
    connect(&m_engine, &core::CrawlEngine::finished, this, &Workspace::takeEnd);
    connect(&m_engine, &core::CrawlEngine::hostsChanged, &m_hosts->model(), &HostsModel::applyStatus);
    connect(&m_engine, &core::CrawlEngine::logged, this, &Workspace::takeLog);
}

void Workspace::showProject(const OpenedProject &project)
{
    m_results->model().setProject(project.path);
    m_problems->model().setProject(project.path);
    m_lab->setProject(project.path);
    m_jobs->setProject(project.path);
    m_hosts->setProject(project.path);
    m_log->setProject(project.path);
    for (const core::CrawlRecord &record : project.crawls)
        m_specs.insert(record.id, record.spec);
    m_hosts->model().setRecords(project.hosts);
    m_jobs->model().setRecords(project.crawls);
    if (!project.crawls.isEmpty())
        m_jobs->select(project.crawls.last().id);
    m_tabs->currentWidget()->setFocus(); // Jobs has its own filter; Ctrl+F means that one where somebody goes there
}

void Workspace::clear()
{
    m_results->showCrawl({}, false);
    m_results->model().setProject({});
    m_problems->showCrawl({}, false);
    m_problems->model().setProject({});
    m_lab->setProject({});
    m_specs.clear();
    m_jobs->model().setRecords({});
    m_hosts->model().setRecords({});
    m_log->model().clear();
}

void Workspace::addCrawl(const core::CrawlRecord &record)
{
    m_specs.insert(record.id, record.spec);
    m_jobs->model().addRecord(record);
    core::CrawlProgress starting;
    starting.crawl = record.id;
    m_jobs->model().applyProgress(starting);
    m_jobs->select(record.id);
    showTab(Results);
    m_results->setFocus();
}

void Workspace::addFiled(const core::CrawlRecord &record)
{
    m_specs.insert(record.id, record.spec);
    m_jobs->model().addRecord(record);
}

void Workspace::takeReplaced(const core::CrawlRecord &record)
{
    m_specs.insert(record.id, record.spec);
    m_jobs->model().updateRecord(record);
    if (m_jobs->currentCrawl() != record.id)
        return;
    m_results->showCrawl({}, false); // its columns may be others
    showCrawl(record.id);
    m_problems->model().refresh();
}

void Workspace::showTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

int Workspace::addScreen(const FurtherScreen &screen)
{
    screen.widget->setMinimumSize(leastScreen);
    const int tab = m_tabs->addTab(screen.widget, themedIcon(screen.icon), screen.title);
    m_finds.insert(tab, screen.find);
    return tab;
}

void Workspace::setLabAlone(bool isAlone)
{
    m_jobs->setVisible(!isAlone);
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setTabVisible(tab, !isAlone || tab >= Lab);
}

void Workspace::focusFilter()
{
    if (m_jobs->isAncestorOf(focusWidget()))
        return m_jobs->focusFilter();
    if (const auto find = m_finds.value(m_tabs->currentIndex()))
        return find();
    switch (Tab(m_tabs->currentIndex())) {
    case Results:
        return m_results->focusFilter();
    case Problems:
        return m_problems->focusFilter();
    case Hosts:
        return m_hosts->focusFilter();
    case Log:
        return m_log->focusFilter();
    case Lab:
        return m_lab->focusRules();
    }
}

void Workspace::restoreState(core::Settings &settings)
{
    QSplitter::restoreState(settings.get(keys::windowSplitter));
    m_tabs->setCurrentIndex(settings.get(keys::windowTab));
}

void Workspace::saveState(core::Settings &settings) const
{
    settings.set(keys::windowSplitter, QSplitter::saveState());
    settings.set(keys::windowTab, m_tabs->currentIndex());
}

void Workspace::showCrawl(core::CrawlId crawl)
{
    m_results->showCrawl(crawl, m_engine.isRunning(crawl));
    m_problems->showCrawl(crawl, m_engine.isRunning(crawl));
    m_lab->showCrawl(crawl, core::jobFromJson(m_specs.value(crawl)).value_or(core::CrawlSpec()));
}

void Workspace::takeProgress(const core::CrawlProgress &progress)
{
    m_jobs->model().applyProgress(progress);
    if (progress.crawl == m_results->model().crawl() && progress.rows > m_results->model().totalRows())
        m_results->model().refresh();
    if (progress.crawl == m_problems->model().crawl())
        m_problems->model().refresh();
}

void Workspace::takeEnd(const core::CrawlProgress &last)
{
    m_jobs->model().applyProgress(last);
    if (last.crawl == m_results->model().crawl()) {
        m_results->showCrawl(last.crawl, false);
        m_results->model().reload();
        m_problems->showCrawl(last.crawl, false);
        m_problems->model().reload();
        m_lab->refreshPages();
    }
    const Job *job = m_jobs->model().job(last.crawl);
    if (job && last.state == core::RunState::Finished)
        Q_EMIT told(tr("“%1” has finished: %2 pages, %3 failed, %4 skipped")
                        .arg(job->name, locale().toString(last.done), locale().toString(last.failed),
                             locale().toString(last.skipped)));
    else if (job && last.state == core::RunState::Stopped && !last.detail.isEmpty())
        Q_EMIT warned(last.detail);
}

/// Hosts are asked by every crawl of the project, so each is shown with all that do not check its certificate.
void Workspace::tellTlsExceptions()
{
    QList<CrawlTlsExceptions> exceptions;
    for (const Job &job : m_jobs->model().jobs()) {
        if (!job.uncheckedHosts.isEmpty())
            exceptions.append({job.name, core::TlsExceptions(job.uncheckedHosts)});
    }
    m_hosts->model().setTlsExceptions(exceptions);
}

void Workspace::takeLog(core::CrawlId crawl, const QString &line)
{
    const Job *job = m_jobs->model().job(crawl);
    m_log->model().append(job ? job->name : QString(), line);
}

} // namespace sluice::ui
