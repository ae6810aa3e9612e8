// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problemspanel.h"

#include "ui/paging/rowcopy.h"
#include "ui/problems/problemtext.h"
#include "ui/problems/reasonlist.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ProblemsPanel::ProblemsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new ProblemsModel(this))
    , m_filter(new FilterField(tr("Filter problems"), this))
    , m_count(new QLabel(this))
    , m_open(new QAction(themedIcon("page"_L1), tr("&Open in browser"), this))
    , m_export(new QAction(themedIcon("export"_L1), tr("&Export CSV…"), this))
    , m_openButton(new QToolButton(this))
    , m_exportButton(new QToolButton(this))
    , m_reasons(new ReasonList(this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState("problems"_L1, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"problemsPanel"_s);
    nameWidgets();
    makeActions();
    makeTable();
    makeLayout();
    connectParts();
    updateCounts();
}

void ProblemsPanel::nameWidgets()
{
    describe(m_filter, u"problemsFilter"_s, tr("Filter problems"),
             tr("Show only problems of which a cell contains this text (Ctrl+F)"));
    m_count->setObjectName(u"problemsCount"_s);
    setPart(m_count, "hint");
    describe(m_reasons, u"problemsReasons"_s, tr("Problems by reason"), QString());
    describe(m_table, u"problemsTable"_s, tr("Problems"), QString());
}

void ProblemsPanel::makeActions()
{
    // Ctrl+Shift+E is the rows' own export, wherever the focus is.
    m_open->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X));
    for (QAction *action : {m_open, m_export}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    describe(m_open, u"problemsOpenAction"_s, tr("Open the address of the current line in the system's browser"));
    describe(m_export, u"problemsExportAction"_s, tr("Write all problems of this crawl to a CSV file"));
    m_openButton->setDefaultAction(m_open);
    m_openButton->setObjectName(u"problemsOpen"_s);
    m_openButton->setAccessibleName(tr("Open in browser"));
    m_exportButton->setDefaultAction(m_export);
    m_exportButton->setObjectName(u"problemsExport"_s);
    m_exportButton->setAccessibleName(tr("Export CSV"));
    for (QToolButton *button : {m_openButton, m_exportButton}) {
        button->setIconSize({22, 16});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
}

void ProblemsPanel::makeTable()
{
    m_table->setModel(m_model);
    m_table->setCopyingElsewhere(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_table->addContextActions({m_open, m_export});
    for (int column = 0; column < ProblemText::ColumnCount; ++column)
        m_table->setColumnWidth(column, ProblemText::width(column));
}

void ProblemsPanel::makeLayout()
{
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *bar = new PanelBar(this);
    bar->addLeading(m_filter);
    bar->addLeading(m_count);
    bar->addTrailing(m_openButton);
    bar->addTrailing(m_exportButton);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_reasons);
    body->addWidget(m_stack, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addLayout(body, 1);
}

void ProblemsPanel::connectParts()
{
    connect(m_filter, &FilterField::filterChanged, m_model, &ProblemsModel::setFilter);
    connect(m_filter, &FilterField::leftDownwards, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_reasons, &ReasonList::chosen, m_model, &ProblemsModel::setReason);
    connect(m_empty, &EmptyState::buttonClicked, this, &ProblemsPanel::clearFilters);
    connect(m_open, &QAction::triggered, this, &ProblemsPanel::openCurrent);
    connect(m_export, &QAction::triggered, this, &ProblemsPanel::exportRequested);
    auto *copy = new RowCopy(*m_table);
    connect(copy, &RowCopy::requested, m_model, &ProblemsModel::requestText);
    connect(copy, &RowCopy::told, this, &ProblemsPanel::told);
    connect(copy, &RowCopy::failed, this, &ProblemsPanel::failed);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProblemsPanel::updateOpen);
    connect(m_model, &ProblemsModel::dataChanged, this, &ProblemsPanel::updateOpen);
    connect(m_model, &ProblemsModel::modelReset, this, &ProblemsPanel::updateOpen);
    connect(m_model, &ProblemsModel::textReady, copy, &RowCopy::take);
    connect(m_model, &ProblemsModel::failed, this, &ProblemsPanel::failed);
    connect(m_model, &ProblemsModel::countsChanged, this, &ProblemsPanel::updateCounts);
}

void ProblemsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setActive(true);
}

void ProblemsPanel::hideEvent(QHideEvent *event)
{
    m_model->setActive(false);
    QWidget::hideEvent(event);
}

void ProblemsPanel::showCrawl(core::CrawlId crawl, bool isRunning)
{
    m_isRunning = isRunning;
    if (crawl != m_model->crawl())
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_model->showCrawl(crawl);
    updateCounts();
}

void ProblemsPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ProblemsPanel::openCurrent()
{
    if (const QUrl address = m_model->webAddress(m_table->currentIndex().row()); address.isValid())
        Q_EMIT openRequested(address);
}

void ProblemsPanel::updateOpen()
{
    m_open->setEnabled(m_model->webAddress(m_table->currentIndex().row()).isValid());
}

bool ProblemsPanel::isFiltered() const
{
    return !m_model->query().filter.isEmpty() || m_model->query().kind;
}

void ProblemsPanel::updateCounts()
{
    const QLocale locale;
    const int shown = m_model->rowCount();
    if (!m_model->crawl().isValid())
        m_count->clear();
    else if (!m_model->isKnown())
        m_count->setText(m_model->isBusy() ? tr("Reading…") : QString());
    else if (isFiltered())
        m_count->setText(tr("%1 of %2 problems").arg(locale.toString(shown), locale.toString(m_model->total())));
    else
        m_count->setText(tr("%Ln problem(s)", nullptr, shown));
    m_export->setEnabled(m_model->total() > 0);
    m_reasons->setVisible(m_model->total() > 0);
    m_reasons->showCounts(m_model->counts(), {m_model->query().kind, m_model->query().reason});
    updateStack();
    updateOpen();
}

void ProblemsPanel::updateStack()
{
    const bool isOnTheWay = m_model->crawl().isValid() && (m_model->isBusy() || !m_model->isKnown());
    const bool isEmpty = m_model->rowCount() == 0 && !isOnTheWay;
    if (isEmpty)
        updateEmptyState();
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
}

void ProblemsPanel::updateEmptyState()
{
    const bool isHidden = m_model->total() > 0;
    if (!m_model->crawl().isValid())
        m_empty->setText(tr("No crawl selected"), tr("Select one in Jobs to see what failed or was skipped in it."));
    else if (isHidden)
        m_empty->setText(tr("No problem matches"), tr("This crawl has others: take the filter back to see them."));
    else if (m_isRunning)
        m_empty->setText(tr("No problems so far"), tr("Every page so far was fetched."));
    else
        m_empty->setText(tr("No problems"), tr("Every page that was asked for was fetched, and none was skipped."));
    if (isHidden)
        m_empty->setButton(u"problemsClearFilter"_s, tr("Clear filter"), tr("Show all problems again"));
    else
        m_empty->setButton({}, {}, {});
}

void ProblemsPanel::clearFilters()
{
    m_filter->clear();
    m_model->setFilter({});
    m_model->setReason({}, {});
}

} // namespace sluice::ui
