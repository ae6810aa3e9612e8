// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobspanel.h"

#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/progressdelegate.h"
#include "ui/widgets/question.h"

#include <QAction>
#include <QHeaderView>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

TablePaneText jobsText()
{
    return {u"jobs"_s,
            "jobs"_L1,
            JobsPanel::tr("Jobs"),
            JobsPanel::tr("Filter crawls"),
            JobsPanel::tr("Show only crawls whose name or state contains this text (Ctrl+F, Esc clears)"),
            u"jobs.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? JobsPanel::tr("%Ln crawl(s)", nullptr, all)
                           : JobsPanel::tr("%1 of %2 crawls").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

JobsPanel::JobsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new JobsModel(this))
    , m_pane(new TablePane(jobsText(), m_model, this))
    , m_table(&m_pane->table())
    , m_pause(new QAction(themedIcon("pause"_L1), tr("&Pause"), this))
    , m_resume(new QAction(themedIcon("play"_L1), tr("&Resume"), this))
    , m_cancel(new QAction(themedIcon("cancel"_L1), tr("&Cancel"), this))
    , m_remove(new QAction(themedIcon("remove"_L1), tr("Re&move…"), this))
{
    setObjectName(u"jobsPanel"_s);
    makeActions();
    makeTable();
    EmptyState &empty = m_pane->emptyState();
    empty.setText(tr("No crawls in this project yet"), tr("A crawl starts from an address and follows its links."));
    empty.setButton(u"jobsNewCrawl"_s, tr("New crawl…"), tr("Say where to start and go"));
    connect(&empty, &EmptyState::buttonClicked, this, &JobsPanel::newCrawlRequested);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pane);
    connect(m_pane, &TablePane::aboutToFilter, this, [this] { m_isFiltering = true; });
    connect(m_pane, &TablePane::filtered, this, &JobsPanel::settleCurrent);
    connect(m_pane, &TablePane::told, this, &JobsPanel::told);
    connect(m_pane, &TablePane::failed, this, &JobsPanel::failed);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_model, signal, this, &JobsPanel::updateActions);
        connect(m_model, signal, this, &JobsPanel::takeCurrent);
    }
    connect(m_model, &QAbstractItemModel::modelReset, this, &JobsPanel::updateActions);
    connect(m_model, &QAbstractItemModel::modelReset, this, &JobsPanel::takeCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &JobsPanel::updateActions);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &JobsPanel::updateActions);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobsPanel::takeCurrent);
    updateActions();
}

void JobsPanel::makeActions()
{
    m_pause->setShortcut(QKeySequence(Qt::Key_F7));
    describe(m_pause, u"pauseCrawl"_s, tr("Ask nothing more for now; what is in flight ends"));
    m_resume->setShortcut(QKeySequence(Qt::Key_F8));
    describe(m_resume, u"resumeCrawl"_s, tr("Go on where the crawl stopped"));
    m_cancel->setShortcut(QKeySequence(Qt::Key_F9));
    describe(m_cancel, u"cancelCrawl"_s, tr("End the crawl; what was found stays, and it can be resumed"));
    m_remove->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Delete));
    describe(m_remove, u"removeCrawl"_s, tr("Delete the crawl and its rows from the project"));
    const auto forSelected = [this](QAction *action, auto can, auto signal) {
        connect(action, &QAction::triggered, this, [this, can, signal] {
            for (const Job &job : selectedJobs()) {
                if ((job.*can)())
                    Q_EMIT(this->*signal)(job.id);
            }
        });
    };
    forSelected(m_pause, &Job::canPause, &JobsPanel::pauseRequested);
    forSelected(m_resume, &Job::canResume, &JobsPanel::resumeRequested);
    forSelected(m_cancel, &Job::canCancel, &JobsPanel::cancelRequested);
    connect(m_remove, &QAction::triggered, this, &JobsPanel::confirmRemoval);
}

void JobsPanel::makeTable()
{
    m_pane->rows().setSearchedColumns({JobsModel::Name, JobsModel::State});
    m_pane->hideBarWhileEmpty();
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(JobsModel::Name, QHeaderView::Stretch);
    m_table->setItemDelegateForColumn(JobsModel::Progress, new ProgressDelegate(m_table));
    constexpr std::pair<int, int> widths[] = {
        {JobsModel::State, 100}, {JobsModel::Progress, 150}, {JobsModel::Pages, 80},  {JobsModel::Rows, 80},
        {JobsModel::Failed, 76}, {JobsModel::Skipped, 84},   {JobsModel::Queued, 84}, {JobsModel::Rate, 84},
        {JobsModel::Eta, 100},   {JobsModel::Elapsed, 100}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_table->addContextActions({m_pause, m_resume, m_cancel, m_remove});
}

core::CrawlId JobsPanel::currentCrawl() const
{
    const QModelIndex current = m_table->currentIndex();
    return core::CrawlId{current.isValid() ? current.data(IdRole).toLongLong() : 0};
}

void JobsPanel::select(core::CrawlId id)
{
    const QModelIndex index = m_model->index(m_model->rowOf(id), 0);
    if (index.isValid() && !m_pane->rows().mapFromSource(index).isValid())
        m_pane->clearFilter();
    makeCurrent(m_pane->rows().mapFromSource(index));
}

void JobsPanel::focusFilter()
{
    m_pane->focusFilter();
}

void JobsPanel::setProject(const QString &path)
{
    m_pane->setProject(path);
}

void JobsPanel::makeCurrent(const QModelIndex &index)
{
    if (index.isValid())
        m_table->selectionModel()->setCurrentIndex(index,
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

/// After the filter has changed: what is current is also selected, so that the actions mean the crawl that is shown. A
/// crawl that was hidden is current again once it is seen.
void JobsPanel::settleCurrent()
{
    const QModelIndex wanted = m_pane->rows().mapFromSource(m_model->index(m_model->rowOf(m_wanted), 0));
    const QModelIndex next = wanted.isValid() ? wanted : m_pane->rows().index(0, 0);
    if (currentCrawl() != m_wanted || selectedJobs().isEmpty())
        makeCurrent(next);
    m_isFiltering = false;
    tellCurrent();
}

QList<Job> JobsPanel::selectedJobs() const
{
    QList<Job> jobs;
    for (const int row : m_table->selectedRowNumbers()) {
        if (const Job *job = m_model->job(core::CrawlId{m_pane->rows().index(row, 0).data(IdRole).toLongLong()}))
            jobs.append(*job);
    }
    return jobs;
}

void JobsPanel::updateActions()
{
    const QList<Job> jobs = selectedJobs();
    m_pause->setEnabled(std::ranges::any_of(jobs, &Job::canPause));
    m_resume->setEnabled(std::ranges::any_of(jobs, &Job::canResume));
    m_cancel->setEnabled(std::ranges::any_of(jobs, &Job::canCancel));
    m_remove->setEnabled(!jobs.isEmpty() && std::ranges::none_of(jobs, &Job::isLive));
}

void JobsPanel::takeCurrent()
{
    if (m_isFiltering)
        return;
    if (currentCrawl().isValid())
        m_wanted = currentCrawl();
    tellCurrent();
}

void JobsPanel::tellCurrent()
{
    const core::CrawlId id = currentCrawl();
    if (id == m_told)
        return;
    m_told = id;
    Q_EMIT currentCrawlChanged(id);
}

void JobsPanel::confirmRemoval()
{
    const QList<Job> jobs = selectedJobs();
    if (jobs.isEmpty())
        return;
    qint64 rows = 0;
    for (const Job &job : jobs)
        rows += job.rows;
    QMessageBox *box =
        makeQuestion(this, u"removeDialog"_s, Tone::Warning, tr("Remove crawl"),
                     jobs.size() == 1 ? tr("Remove “%1” from the project?").arg(jobs.first().name)
                                      : tr("Remove %n crawl(s) from the project?", nullptr, int(jobs.size())),
                     tr("%Ln row(s) and all that was stored of the pages are deleted. This cannot be undone.", nullptr,
                        int(std::min<qint64>(rows, INT_MAX))));
    QPushButton *remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    describe(remove, u"confirmRemove"_s, tr("Remove"), tr("Delete for good"));
    QPushButton *keep = box->addButton(tr("Keep"), QMessageBox::RejectRole);
    describe(keep, u"keepCrawl"_s, tr("Keep"), tr("Change nothing"));
    box->setDefaultButton(keep);
    connect(remove, &QPushButton::clicked, this, [this, jobs] {
        for (const Job &job : jobs)
            Q_EMIT removeRequested(job.id);
    });
    box->open();
}

} // namespace sluice::ui
