// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/differencepane.h"

#include "ui/replay/differencemodel.h"
#include "ui/replay/notesmodel.h"
#include "ui/replay/replaytexts.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::RowChange;

namespace {

constexpr int pageWidth = 260;

TablePaneText rowsText()
{
    return {u"difference"_s,
            "results"_L1,
            DifferencePane::tr("Rows that differ"),
            DifferencePane::tr("Filter rows"),
            DifferencePane::tr("Show only rows with a cell that contains this text"),
            u"difference.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? DifferencePane::tr("%Ln row(s)", nullptr, all)
                           : DifferencePane::tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(all));
            }};
}

TablePaneText notesText()
{
    return {u"notes"_s,
            "done"_L1,
            DifferencePane::tr("Pages with errors"),
            DifferencePane::tr("Filter pages"),
            DifferencePane::tr("Show only pages whose address or error contains this text"),
            u"page-errors.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? DifferencePane::tr("%Ln page(s)", nullptr, all)
                           : DifferencePane::tr("%1 of %2 pages").arg(locale.toString(shown), locale.toString(all));
            }};
}

TablePaneText messagesText()
{
    return {u"messages"_s,
            "log"_L1,
            DifferencePane::tr("What the script said"),
            DifferencePane::tr("Filter messages"),
            DifferencePane::tr("Show only messages whose page or text contains this text"),
            u"script-messages.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? DifferencePane::tr("%Ln message(s)", nullptr, all)
                           : DifferencePane::tr("%1 of %2 messages").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

DifferencePane::DifferencePane(const QString &projectPath, QWidget *parent)
    : QWidget(parent)
    , m_rows(new DifferenceModel(this))
    , m_notes(new NotesModel(tr("What is wrong"), this))
    , m_messages(new NotesModel(tr("Message"), this))
    , m_counts(new QLabel(this))
    , m_part(new QLabel(this))
    , m_kinds(new QToolButton(this))
    , m_rowsPane(new TablePane(rowsText(), m_rows, this))
    , m_notesPane(new TablePane(notesText(), m_notes, this))
    , m_messagesPane(new TablePane(messagesText(), m_messages, this))
    , m_tabs(new QTabWidget(this))
{
    m_counts->setObjectName(u"differenceCounts"_s);
    setPart(m_counts, "heading");
    m_counts->setWordWrap(true);
    m_part->setObjectName(u"differencePart"_s);
    m_part->setWordWrap(true);
    setPart(m_part, "hint");
    m_rowsPane->emptyState().setText(tr("No such rows"), tr("The new rules make no change of this kind."));
    m_notesPane->emptyState().setText(tr("No errors"), tr("The rules have nothing to complain of."));
    makeFilter();
    makePane(m_rowsPane, projectPath);
    m_messagesPane->emptyState().setText(tr("No messages"), tr("The script says nothing."));
    makePane(m_notesPane, projectPath);
    makePane(m_messagesPane, projectPath);
    describe(m_tabs, u"differenceTabs"_s, tr("Rows and page errors"), QString());
    describe(m_tabs->tabBar(), u"differenceTabBar"_s, tr("Rows and page errors"),
             tr("Rows that differ, pages that the rules fail on, and messages of the script"));
    m_tabs->addTab(m_rowsPane, tr("Rows"));
    m_tabs->addTab(m_notesPane, tr("Page errors"));
    m_tabs->addTab(m_messagesPane, tr("Messages"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(24, 20, 24, 12);
    head->setSpacing(4);
    head->addWidget(m_counts);
    head->addWidget(m_part);
    layout->addLayout(head);
    layout->addWidget(m_tabs, 1);
}

void DifferencePane::makePane(TablePane *pane, const QString &projectPath)
{
    pane->setProject(projectPath);
    connect(pane, &TablePane::told, this, &DifferencePane::told);
    connect(pane, &TablePane::failed, this, &DifferencePane::failed);
}

void DifferencePane::makeFilter()
{
    auto *menu = new QMenu(m_kinds);
    auto *kinds = new QActionGroup(menu);
    const auto add = [this, menu, kinds](const QString &text, const QString &objectName,
                                         std::optional<RowChange::Kind> kind) {
        QAction *action = menu->addAction(text);
        describe(action, objectName, tr("Show these rows"));
        action->setCheckable(true);
        kinds->addAction(action);
        connect(action, &QAction::triggered, this, [this, text, kind] {
            m_kinds->setText(text);
            m_rows->setShown(kind);
        });
        return action;
    };
    QAction *all = add(tr("All changes"), u"differenceAll"_s, std::nullopt);
    add(tr("Changed only"), u"differenceChanged"_s, RowChange::Kind::Changed);
    add(tr("Added only"), u"differenceAdded"_s, RowChange::Kind::Added);
    add(tr("Removed only"), u"differenceRemoved"_s, RowChange::Kind::Removed);
    all->setChecked(true);
    describe(m_kinds, u"differenceKinds"_s, tr("Kind of change"), tr("Which changes the table shows (Ctrl+K)"));
    m_kinds->setText(all->text());
    m_kinds->setIcon(themedIcon("columns"_L1));
    m_kinds->setMenu(menu);
    m_kinds->setPopupMode(QToolButton::InstantPopup);
    m_kinds->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    m_rowsPane->addButton(m_kinds);
}

void DifferencePane::showResult(const ReplayResult &result)
{
    m_counts->setText(ReplayTexts::counts(result.difference));
    m_part->setText(ReplayTexts::part(result));
    m_part->setHidden(m_part->text().isEmpty());
    m_rows->setRows(result.columns, result.rows);
    m_notes->setNotes(result.notes);
    m_messages->setNotes(result.messages);
    showTab(Notes, tr("Page errors"), result.notes.size(), result.noteCount);
    showTab(Messages, tr("Messages"), result.messages.size(), result.messageCount);
    fitColumns();
}

/// Shows the tab with its counts, where there is anything in it.
void DifferencePane::showTab(Tab tab, const QString &title, qint64 shown, qint64 all)
{
    const QLocale locale;
    m_tabs->setTabText(tab, shown < all
                                ? tr("%1 (first %2 of %3)").arg(title, locale.toString(shown), locale.toString(all))
                                : tr("%1 (%2)").arg(title, locale.toString(all)));
    m_tabs->setTabVisible(tab, all > 0);
}

void DifferencePane::fitColumns()
{
    DataTable &rows = m_rowsPane->table();
    rows.horizontalHeader()->setResizeContentsPrecision(100);
    rows.resizeColumnsToContents();
    constexpr int cellRoom = 20;
    for (int column = 0; column < m_rows->columnCount(); ++column)
        rows.setColumnWidth(column, std::clamp(rows.columnWidth(column) + cellRoom, 70, pageWidth));
    for (TablePane *pane : {m_notesPane, m_messagesPane}) {
        pane->table().setColumnWidth(NotesModel::Page, pageWidth);
        pane->table().horizontalHeader()->setStretchLastSection(true);
    }
}

} // namespace sluice::ui
