// SPDX-License-Identifier: GPL-3.0-or-later
// How the Parser lab is laid out.
#include "ui/lab/addressbar.h"
#include "ui/lab/labpanel.h"
#include "ui/lab/pageviews.h"
#include "ui/lab/rowspane.h"
#include "ui/lab/rulespane.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QComboBox>
#include <QListView>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

void LabPanel::nameWidgets()
{
    describe(m_pages, u"labPages"_s, tr("Page"), tr("Stored pages of the crawl that is selected in Jobs"));
    describe(m_open, u"labOpen"_s, tr("Open file"), tr("Look at an HTML file of this machine (Ctrl+Shift+O)"));
    describe(m_use, u"labUse"_s, tr("Use in a new crawl"),
             tr("Fill the New crawl dialog with these rules (Ctrl+Shift+U)"));
    describe(m_splitter, u"labSplitter"_s, tr("Page and rules"), QString());
    m_open->setIcon(themedIcon("open"_L1));
    m_open->setText(tr("Open file…"));
    m_open->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    describe(m_apply, u"labApply"_s, tr("Apply to the crawl"),
             tr("See what these rules make of all stored pages of the selected crawl (Ctrl+Shift+Y)"));
    describe(m_compare, u"labCompareWays"_s, tr("Compare HTTP and rendered"),
             tr("See what this page is as the server sends it, and as its scripts make it (Ctrl+Shift+M)"));
    m_compare->setIcon(themedIcon("columns"_L1));
    m_compare->setText(tr("Compare…"));
    m_compare->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    m_use->setIcon(themedIcon("new-crawl"_L1));
    m_use->setText(tr("Use in new crawl…"));
    m_use->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U));
    m_apply->setIcon(themedIcon("extraction"_L1));
    m_apply->setText(tr("Apply to crawl…"));
    m_apply->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Y));
    m_apply->setEnabled(false);
    for (QToolButton *button : {m_open, m_compare, m_use, m_apply}) {
        button->setIconSize({22, 16});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    m_pages->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pages->setMinimumContentsLength(44);
    m_pages->setMaxVisibleItems(20);
    m_pages->setModel(m_titles); // thousands at once: one by one they would hold the window up
}

void LabPanel::makeBar(PanelBar *bar)
{
    if (auto *list = qobject_cast<QListView *>(m_pages->view()))
        list->setUniformItemSizes(true); // thousands of pages open at once
    m_pages->setMinimumWidth(240);       // where the window is narrow
    bar->addLeading(m_pages);
    for (QToolButton *button : {m_open, m_compare, m_use, m_apply})
        bar->addTrailing(button);
}

/// On a small display not all of the rules and their rows is seen at once.
QWidget *LabPanel::makeRules()
{
    auto *parts = new QSplitter(Qt::Vertical, this);
    describe(parts, u"labRulesSplitter"_s, tr("Rules and preview"), QString());
    parts->addWidget(m_rules);
    parts->addWidget(m_rows);
    parts->setChildrenCollapsible(false);
    parts->setSizes({300, 220});
    auto *scroll = new QScrollArea(this);
    describe(scroll, u"labRulesScroll"_s, tr("Rules and preview"), QString());
    scroll->setWidget(parts);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

void LabPanel::makeLayout()
{
    m_splitter->addWidget(m_views);
    m_splitter->addWidget(makeRules());
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
    layout->addWidget(m_address);
    layout->addWidget(m_stack, 1);
}

} // namespace sluice::ui
