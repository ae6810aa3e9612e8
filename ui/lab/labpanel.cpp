// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labpanel.h"

#include "ui/lab/pageviews.h"
#include "ui/lab/previewmodel.h"
#include "ui/lab/rulespane.h"
#include "ui/lab/treepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype errorsShown = 3;
/// Space at both sides of a cell's text, px.
constexpr int cellRoom = 20;

} // namespace

LabPanel::LabPanel(std::shared_ptr<core::WorkerPool> workers, QWidget *parent)
    : QWidget(parent)
    , m_session(new LabSession(std::move(workers), this))
    , m_pages(new QComboBox(this))
    , m_open(new QToolButton(this))
    , m_use(new QToolButton(this))
    , m_views(new PageViews(this))
    , m_rules(new RulesPane(this))
    , m_preview(new PreviewModel(this))
    , m_table(new DataTable(this))
    , m_errors(new QLabel(this))
    , m_noRows(new EmptyState("results"_L1, this))
    , m_rowsStack(new QStackedWidget(this))
    , m_empty(new EmptyState("lab"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(u"labPanel"_s);
    setAcceptDrops(true);
    nameWidgets();
    makeLayout();
    connectWidgets();
    updateEmptyState();
}

void LabPanel::nameWidgets()
{
    describe(m_pages, u"labPages"_s, tr("Page"), tr("Stored pages of the crawl that is selected in Jobs"));
    describe(m_open, u"labOpen"_s, tr("Open file"), tr("Look at an HTML file of this machine (Ctrl+Shift+O)"));
    describe(m_use, u"labUse"_s, tr("Use in a new crawl"),
             tr("Fill the New crawl dialog with these rules (Ctrl+Shift+U)"));
    describe(m_table, u"labPreview"_s, tr("Preview of the rows"), QString());
    describe(m_splitter, u"labSplitter"_s, tr("Page and rules"), QString());
    m_open->setIcon(themedIcon("open"_L1));
    m_open->setText(tr("Open file…"));
    m_open->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    m_use->setIcon(themedIcon("new-crawl"_L1));
    m_use->setText(tr("Use in new crawl…"));
    m_use->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U));
    for (QToolButton *button : {m_open, m_use}) {
        button->setIconSize({22, 16});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    m_errors->setObjectName(u"labErrors"_s);
    m_errors->setWordWrap(true);
    m_errors->setTextFormat(Qt::PlainText);
    m_errors->setMargin(8);
    setPart(m_errors, "error");
    m_pages->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pages->setMinimumContentsLength(30);
    m_pages->setMaxVisibleItems(20);
}

void LabPanel::makeBar(PanelBar *bar)
{
    if (auto *list = qobject_cast<QListView *>(m_pages->view()))
        list->setUniformItemSizes(true); // thousands of pages open at once
    m_pages->setMinimumWidth(420);
    bar->addLeading(m_pages);
    bar->addTrailing(m_open);
    bar->addTrailing(m_use);
}

void LabPanel::makeLayout()
{
    m_table->setModel(m_preview);
    auto *results = new QWidget(this);
    setPart(results, "page");
    auto *below = new QVBoxLayout(results);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    m_rowsStack->addWidget(m_noRows);
    m_rowsStack->addWidget(m_table);
    below->addWidget(m_rowsStack, 1);
    below->addWidget(m_errors);
    auto *right = new QSplitter(Qt::Vertical, this);
    describe(right, u"labRulesSplitter"_s, tr("Rules and preview"), QString());
    right->addWidget(m_rules);
    right->addWidget(results);
    right->setChildrenCollapsible(false);
    right->setSizes({300, 220});
    m_splitter->addWidget(m_views);
    m_splitter->addWidget(right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({560, 640});
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    auto *bar = new PanelBar(this);
    makeBar(bar);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_stack, 1);
}

void LabPanel::connectWidgets()
{
    connect(m_pages, &QComboBox::activated, m_session, &LabSession::openStored);
    connect(m_open, &QToolButton::clicked, this, &LabPanel::chooseFile);
    connect(m_empty, &EmptyState::buttonClicked, this, &LabPanel::chooseFile);
    connect(m_use, &QToolButton::clicked, this, [this] { Q_EMIT crawlRequested(rules()); });
    connect(m_rules, &RulesPane::changed, this, &LabPanel::tellRules);
    connect(m_rules, &RulesPane::sampleSizeChanged, m_session, &LabSession::setSampleSize);
    connect(&m_views->tree(), &TreePane::columnSuggested, m_rules, &RulesPane::addColumn);
    connect(&m_views->tree(), &TreePane::rowSuggested, m_rules, &RulesPane::setRow);
    connect(m_views, &PageViews::ruleChosen, m_rules, &RulesPane::addColumn);
    connect(m_session, &LabSession::pagesChanged, this, &LabPanel::takePages);
    connect(m_session, &LabSession::pageOpened, this, &LabPanel::takePage);
    connect(m_session, &LabSession::ran, this, &LabPanel::takeResult);
    connect(m_rules, &RulesPane::comparisonRequested, m_session, &LabSession::compare);
    connect(m_session, &LabSession::compared, m_rules, &RulesPane::showComparison);
    connect(m_session, &LabSession::counted, m_rules, &RulesPane::showCounts);
    connect(m_session, &LabSession::failed, this, &LabPanel::failed);
}

void LabPanel::setProject(const QString &path)
{
    m_crawl = {};
    m_session->setProject(path);
}

void LabPanel::showCrawl(core::CrawlId crawl, const core::CrawlSpec &rules)
{
    m_crawl = crawl;
    m_rules->setBase(rules);
    if (isVisible())
        showPages();
}

void LabPanel::refreshPages()
{
    if (isVisible())
        m_session->refreshPages();
}

void LabPanel::showPages()
{
    m_session->showCrawl(m_crawl);
}

void LabPanel::setRules(const core::CrawlSpec &rules)
{
    m_rules->setRules(rules);
}

core::CrawlSpec LabPanel::rules() const
{
    return m_rules->rules();
}

void LabPanel::focusRules()
{
    if (m_session->page())
        m_rules->focusRules();
}

void LabPanel::tellRules()
{
    m_session->setRules(m_rules->rules(), m_rules->selectedField());
}

void LabPanel::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Open a page"), {}, tr("Pages (*.html *.htm *.xhtml *.json);;All files (*)"));
    dialog->setObjectName(u"labFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_session, &LabSession::openFile);
    dialog->open();
}

void LabPanel::takePages()
{
    QStringList titles;
    for (const core::KeptPage &page : m_session->pages())
        titles.append(QString::fromUtf8(page.url));
    m_pages->clear();
    m_pages->addItems(titles);
    m_pages->setEnabled(!titles.isEmpty());
    m_pages->setPlaceholderText(titles.isEmpty() ? tr("No stored pages") : tr("Choose a stored page"));
    m_pages->setCurrentIndex(-1);
    updateEmptyState();
}

void LabPanel::takePage(const LabPagePtr &page, int index)
{
    m_views->setPage(page);
    m_pages->setCurrentIndex(index);
    if (page && index < 0)
        m_pages->setPlaceholderText(page->title);
    updateEmptyState();
}

void LabPanel::takeResult(const LabResult &result)
{
    const bool isOther = m_preview->setRows(result.columns, result.rows);
    for (int column = 0; isOther && column < m_preview->columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::clamp(m_table->columnWidth(column) + cellRoom, 70, 260));
    }
    m_rules->showResult(result);
    m_views->setMarks(result.marked, result.rowNodes);
    const bool isWrong = result.columns.isEmpty() && !result.errors.isEmpty();
    m_noRows->setText(tr("No rows"), isWrong                    ? tr("The rules cannot run yet.")
                                     : result.columns.isEmpty() ? tr("Add a column and a rule: css:h1, css:a@href …")
                                                                : tr("The rules find nothing on this page."));
    m_rowsStack->setCurrentWidget(result.rows.isEmpty() ? static_cast<QWidget *>(m_noRows) : m_table);
    QStringList errors = result.errors.first(std::min(result.errors.size(), errorsShown));
    if (result.errors.size() > errorsShown)
        errors.append(tr("%Ln more", nullptr, int(result.errors.size() - errorsShown)));
    m_errors->setText(errors.join(u'\n'));
    m_errors->setVisible(!errors.isEmpty());
}

void LabPanel::updateEmptyState()
{
    m_stack->setCurrentWidget(m_session->page() ? static_cast<QWidget *>(m_splitter) : m_empty);
    m_empty->setText(tr("No page to look at"),
                     tr("A crawl that keeps the whole pages (New crawl, Output) shows them here. Or open an HTML file, "
                        "or drop one here."));
    m_empty->setButton(u"labEmptyOpen"_s, tr("Open file…"), tr("Look at an HTML file of this machine"));
}

void LabPanel::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void LabPanel::dropEvent(QDropEvent *event)
{
    m_session->openFile(event->mimeData()->urls().value(0).toLocalFile());
    event->acceptProposedAction();
}

void LabPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showPages();
    m_session->refreshPages();
}

} // namespace sluice::ui
