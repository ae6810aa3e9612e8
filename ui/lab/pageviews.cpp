// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/pageviews.h"

#include "ui/lab/factsmodel.h"
#include "ui/lab/treepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QAction>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTabBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Marks that are drawn in the source; more tell nothing.
constexpr qsizetype mostMarks = 2'000;
constexpr qsizetype longestText = qsizetype(2) << 20;

} // namespace

PageViews::PageViews(QWidget *parent)
    : QTabWidget(parent)
    , m_source(new CodeView(CodeView::Language::Html, u"labSource"_s, tr("Source of the page"),
                            tr("What the server sent, as UTF-8"), this))
    , m_tree(new TreePane(this))
    , m_text(new QPlainTextEdit(this))
    , m_facts(new FactsModel(this))
    , m_data(new DataTable(this))
{
    describe(this, u"labViews"_s, tr("Views of the page"), QString());
    describe(tabBar(), u"labViewBar"_s, tr("Views of the page"), tr("Source, tree, text and data of the page"));
    describe(m_text, u"labText"_s, tr("Text of the page"), tr("What a reader sees"));
    setIconSize({18, 18});
    m_source->setReadOnly(true);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    setPart(m_text, "plain");
    makeData();
    addTab(m_source, themedIcon("source"_L1), tr("Source"));
    addTab(m_tree, themedIcon("tree"_L1), tr("Tree"));
    addTab(m_text, themedIcon("page"_L1), tr("Text"));
    addTab(m_data, themedIcon("data"_L1), tr("Data"));
    connect(this, &QTabWidget::currentChanged, this, &PageViews::showTab);
}

void PageViews::makeData()
{
    describe(m_data, u"labData"_s, tr("Data of the page"), QString());
    m_data->setModel(m_facts);
    constexpr int widths[] = {90, 90, 140, 200};
    for (int column = 0; column <= FactsModel::Value; ++column)
        m_data->setColumnWidth(column, widths[column]);
    m_data->horizontalHeader()->setStretchLastSection(true);
    auto *use = new QAction(themedIcon("add"_L1), tr("&Add as a column"), this);
    describe(use, u"labUseFact"_s, tr("Make a column whose rule finds this value"));
    m_data->addContextActions({use});
    connect(use, &QAction::triggered, this, &PageViews::chooseFact);
    connect(m_data, &QAbstractItemView::activated, this, &PageViews::chooseFact);
}

void PageViews::chooseFact()
{
    const QModelIndex index = m_data->currentIndex();
    if (const QString rule = m_facts->rule(index.row()); !rule.isEmpty())
        Q_EMIT ruleChosen(rule, index.siblingAtColumn(FactsModel::Property).data().toString());
}

void PageViews::setPage(const LabPagePtr &page)
{
    m_page = page;
    m_marks.clear();
    m_rows.clear();
    m_isFilled.fill(false);
    m_facts->setPage(page);
    const int facts = m_facts->rowCount();
    setTabText(Data, facts > 0 ? tr("Data (%1)").arg(locale().toString(facts)) : tr("Data"));
    fill(currentIndex());
}

/// A side is filled when it is looked at: all four of a large page at once would hold up the window.
void PageViews::fill(int tab)
{
    if (tab < 0 || std::exchange(m_isFilled[size_t(tab)], true))
        return;
    if (tab == Source) {
        m_source->setText(m_page ? m_page->source : QByteArray());
        markSource();
    } else if (tab == Tree) {
        m_tree->setPage(m_page);
        m_tree->setMarks(m_marks, m_rows);
    } else if (tab == Text) {
        m_text->setPlainText(m_page ? m_page->text.left(longestText) : QString());
    }
}

void PageViews::showTab(int tab)
{
    fill(tab);
    revealMarks();
}

void PageViews::setMarks(const QList<core::NodeId> &marks, const QList<core::NodeId> &rows)
{
    if (!m_page)
        return;
    const bool isOther = !std::ranges::equal(marks, m_marks); // as in TreePane
    m_marks = marks;
    m_rows = rows;
    if (m_isFilled[Tree])
        m_tree->setMarks(marks, rows);
    if (!isOther)
        return;
    if (m_isFilled[Source])
        markSource();
    revealMarks();
}

void PageViews::markSource()
{
    QList<ByteRange> ranges;
    for (const core::NodeId node : m_marks.first(std::min(m_marks.size(), mostMarks))) {
        if (node < m_page->places.size() && m_page->places[node].size > 0)
            ranges.append(m_page->places[node]);
    }
    m_source->setMarks(ranges);
}

void PageViews::revealMarks()
{
    if (!m_page || m_marks.isEmpty())
        return;
    if (currentIndex() == Tree)
        m_tree->revealMark();
    else if (currentIndex() == Source && m_marks.first() < m_page->places.size())
        m_source->reveal(m_page->places[m_marks.first()].from);
}

} // namespace sluice::ui
