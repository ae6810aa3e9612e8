// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/tablepane.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// A message repeats so much of a filter's text.
constexpr qsizetype longestQuote = 60;

QString quoted(const QString &text)
{
    return text.size() <= longestQuote ? text : text.left(longestQuote) + u'…';
}

} // namespace

TablePane::TablePane(const TablePaneText &text, QAbstractItemModel *model, QWidget *parent)
    : QWidget(parent)
    , m_rows(new TableFilter(model, this))
    , m_bar(new PanelBar(this))
    , m_filter(new FilterField(text.filter, this))
    , m_count(new QLabel(this))
    , m_export(new QAction(themedIcon("export"_L1), tr("&Export table…"), this))
    , m_exportButton(new QToolButton(this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState(text.icon, this))
    , m_noMatch(new EmptyState("search"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_howMany(text.howMany)
    , m_fileName(text.fileName)
{
    makeBar(text);
    makeTable(text);
    m_noMatch->setButton(text.prefix + u"ClearFilter"_s, tr("Clear filter"), tr("Show all rows again"));
    for (QWidget *page : std::initializer_list<QWidget *>{m_empty, m_noMatch, m_table})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    connect(m_filter, &FilterField::filterChanged, this, &TablePane::takeFilter);
    connect(m_filter, &FilterField::leftDownwards, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_noMatch, &EmptyState::buttonClicked, this, &TablePane::clearFilter);
    connect(m_export, &QAction::triggered, this, &TablePane::chooseFile);
    for (const QAbstractItemModel *each : std::initializer_list<const QAbstractItemModel *>{model, m_rows}) {
        connect(each, &QAbstractItemModel::rowsInserted, this, &TablePane::updateState);
        connect(each, &QAbstractItemModel::rowsRemoved, this, &TablePane::updateState);
        connect(each, &QAbstractItemModel::modelReset, this, &TablePane::updateState);
    }
    updateState();
}

void TablePane::makeBar(const TablePaneText &text)
{
    describe(m_filter, text.prefix + u"Filter"_s, text.filter, text.filterTip);
    m_count->setObjectName(text.prefix + u"Count"_s);
    setPart(m_count, "hint");
    // Ctrl+Shift+E is the rows' own export, wherever the focus is.
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X));
    m_export->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    describe(m_export, text.prefix + u"ExportAction"_s, tr("Write the rows shown here to a CSV file"));
    addAction(m_export);
    m_exportButton->setDefaultAction(m_export);
    m_exportButton->setText(tr("Export…"));
    m_exportButton->setIconSize({22, 16});
    m_exportButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_exportButton->setObjectName(text.prefix + u"Export"_s);
    m_exportButton->setAccessibleName(tr("Export %1").arg(text.title));
    m_bar->addLeading(m_filter);
    m_bar->addLeading(m_count);
    m_bar->addTrailing(m_exportButton);
}

void TablePane::makeTable(const TablePaneText &text)
{
    m_table->setModel(m_rows);
    describe(m_table, text.prefix + u"Table"_s, text.title, QString());
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->addContextActions({m_export});
}

void TablePane::addButton(QToolButton *button)
{
    button->setIconSize({22, 16});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bar->addTrailing(button);
    m_bar->addTrailing(m_exportButton);
}

void TablePane::setNarrow()
{
    m_filter->setMinimumWidth(140);
}

void TablePane::hideBarWhileEmpty()
{
    m_isBarHiddenWhileEmpty = true;
    updateState();
}

void TablePane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void TablePane::clearFilter()
{
    m_filter->clear();
    takeFilter({});
}

void TablePane::takeFilter(const QString &filter)
{
    if (filter == m_rows->text())
        return;
    Q_EMIT aboutToFilter();
    m_rows->setText(filter);
    updateState();
    Q_EMIT filtered();
}

void TablePane::updateState()
{
    const int all = m_rows->sourceModel()->rowCount();
    const int shown = m_rows->rowCount();
    m_count->setText(all == 0 ? QString() : m_howMany(shown, all));
    if (shown == 0)
        m_noMatch->setText(tr("Nothing matches “%1”").arg(quoted(m_rows->text())),
                           tr("The filter hides %Ln row(s).", nullptr, all));
    m_stack->setCurrentWidget(all == 0     ? static_cast<QWidget *>(m_empty)
                              : shown == 0 ? static_cast<QWidget *>(m_noMatch)
                                           : m_table);
    m_export->setEnabled(shown > 0 && !m_isWriting);
    m_bar->setHidden(all == 0 && m_isBarHiddenWhileEmpty);
}

void TablePane::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export table"), {}, tr("CSV files (*.csv);;All files (*)"));
    dialog->setObjectName(m_exportButton->objectName() + u"Dialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->setDirectory(m_project.isEmpty() ? QDir::homePath() : QFileInfo(m_project).absolutePath());
    dialog->selectFile(m_fileName);
    connect(dialog, &QFileDialog::fileSelected, this, &TablePane::exportTo);
    dialog->open();
}

void TablePane::exportTo(const QString &path)
{
    if (m_isWriting)
        return;
    m_isWriting = true;
    updateState();
    const auto work = [table = shownText(), path, project = m_project] { return writeTable(table, path, project); };
    const int count = m_rows->rowCount();
    core::whenDone(core::inBackground(work), this, [this, path, count](const core::Result<void, QString> &written) {
        m_isWriting = false;
        updateState();
        if (written)
            Q_EMIT told(tr("%Ln row(s) written to %1", nullptr, count).arg(QDir::toNativeSeparators(path)));
        else
            Q_EMIT failed(written.error());
    });
}

TableText TablePane::shownText() const
{
    TableText table{m_table->copiedTitles(), {}};
    for (int row = 0; row < m_rows->rowCount(); ++row)
        table.rows.append(m_table->copiedCells(row));
    return table;
}

} // namespace sluice::ui
