// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labpanel.h"

#include "ui/lab/addressbar.h"
#include "ui/lab/comparedialog.h"
#include "ui/lab/pageviews.h"
#include "ui/lab/rowspane.h"
#include "ui/lab/rulespane.h"
#include "ui/lab/treepane.h"
#include "ui/widgets/emptystate.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QStringListModel>
#include <QToolButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::ui {

LabPanel::LabPanel(std::shared_ptr<core::WorkerPool> workers, core::PageVisitor *visitor, QWidget *parent)
    : QWidget(parent)
    , m_session(new LabSession(workers, visitor, this))
    , m_titles(new QStringListModel(this))
    , m_pages(new QComboBox(this))
    , m_open(new QToolButton(this))
    , m_compare(new QToolButton(this))
    , m_use(new QToolButton(this))
    , m_apply(new QToolButton(this))
    , m_address(new AddressBar(this))
    , m_views(new PageViews(this))
    , m_rules(new RulesPane(this))
    , m_rows(new RowsPane(this))
    , m_empty(new EmptyState("lab"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_comparison(new CompareDialog(visitor, std::move(workers), this))
{
    setObjectName(u"labPanel"_s);
    setAcceptDrops(true);
    nameWidgets();
    makeLayout();
    connectWidgets();
    takePages();
}

void LabPanel::connectWidgets()
{
    connect(m_pages, &QComboBox::activated, m_session, &LabSession::openStored);
    connect(m_open, &QToolButton::clicked, this, &LabPanel::chooseFile);
    connect(m_empty, &EmptyState::buttonClicked, this, &LabPanel::chooseFile);
    connect(m_compare, &QToolButton::clicked, this,
            [this] { compareWays(m_session->page() ? m_session->page()->address : QString()); });
    connect(m_use, &QToolButton::clicked, this, [this] { Q_EMIT crawlRequested(rules()); });
    connect(m_apply, &QToolButton::clicked, this, [this] { Q_EMIT applyRequested(rules()); });
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
    connect(m_address, &AddressBar::fetchRequested, this, &LabPanel::fetch);
    connect(m_address, &AddressBar::cancelRequested, &m_session->fetch(), &LabFetch::cancel);
    connect(&m_session->fetch(), &LabFetch::started, m_address, &AddressBar::showStarted);
    connect(&m_session->fetch(), &LabFetch::ended, m_address, &AddressBar::showEnded);
    connect(&m_session->fetch(), &LabFetch::started, m_rows, [this] { m_rows->setFetchPossible(false); });
    connect(&m_session->fetch(), &LabFetch::ended, m_rows, [this] { m_rows->setFetchPossible(true); });
    connect(m_rows, &RowsPane::detailRequested, this, [this](const QString &address) {
        m_session->fetch().start(m_rules->rules(), address, LabFetch::Purpose::Detail);
    });
}

void LabPanel::setProject(const QString &path)
{
    m_crawl = {};
    m_session->setProject(path);
}

void LabPanel::showCrawl(core::CrawlId crawl, const core::CrawlSpec &rules)
{
    m_crawl = crawl;
    m_apply->setEnabled(crawl.isValid());
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

void LabPanel::addColumn(const core::FieldSpec &field, const QString &rowRule)
{
    if (m_rules->rules().rowRule.isEmpty() && !rowRule.isEmpty())
        m_rules->setRow(rowRule);
    m_rules->addColumn(field.rule, field.name);
}

void LabPanel::compareWays(const QString &address)
{
    m_comparison->compare(rules(), address);
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

void LabPanel::fetch(const QString &address)
{
    m_session->fetch().start(m_rules->rules(), address, LabFetch::Purpose::Show);
}

void LabPanel::takePages()
{
    QStringList titles;
    for (const core::KeptPage &page : m_session->pages())
        titles.append(QString::fromUtf8(page.url));
    m_titles->setStringList(titles);
    m_pages->setEnabled(!titles.isEmpty());
    // What is open stays chosen, and a file has its name there.
    const LabPagePtr &page = m_session->page();
    const bool isStored = page && page->fetchMs < 0 && !page->address.isEmpty();
    m_pages->setPlaceholderText(page && page->address.isEmpty() ? page->title
                                : titles.isEmpty()              ? tr("No stored pages")
                                                                : tr("Choose a stored page"));
    m_pages->setCurrentIndex(isStored ? int(titles.indexOf(page->address)) : -1);
    updateEmptyState();
}

void LabPanel::takePage(const LabPagePtr &page, int index)
{
    m_views->setPage(page);
    m_address->setPage(page.get());
    m_pages->setCurrentIndex(index);
    if (page && index < 0 && page->address.isEmpty())
        m_pages->setPlaceholderText(page->title);
    updateEmptyState();
}

void LabPanel::takeResult(const LabResult &result)
{
    m_rows->showResult(result);
    m_rules->showResult(result);
    m_views->setMarks(result.marked, result.rowNodes);
}

void LabPanel::updateEmptyState()
{
    m_stack->setCurrentWidget(m_session->page() ? static_cast<QWidget *>(m_splitter) : m_empty);
    m_empty->setText(tr("No page to look at"),
                     tr("Type the address of one above, or open or drop a file.\nCrawls that keep the pages themselves "
                        "show them here."));
    m_empty->setButton(u"labEmptyOpen"_s, tr("Open file…"), tr("Look at an HTML file of this machine"));
}

void LabPanel::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && (urls.first().isLocalFile() || urls.first().scheme().startsWith("http"_L1)))
        event->acceptProposedAction();
}

void LabPanel::dropEvent(QDropEvent *event)
{
    const QUrl url = event->mimeData()->urls().value(0);
    if (url.isLocalFile())
        m_session->openFile(url.toLocalFile());
    else
        fetch(url.toString(QUrl::FullyEncoded));
    event->acceptProposedAction();
}

void LabPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showPages();
    m_session->refreshPages();
}

} // namespace sluice::ui
