// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tables/tablefile.h"
#include "ui/tables/tablefilter.h"

#include <QWidget>

#include <functional>

class QAction;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace sluice::ui {

class DataTable;
class EmptyState;
class FilterField;
class PanelBar;

/// What a pane says of its table.
struct TablePaneText
{
    QString prefix;         ///< "hosts": its widgets are called hostsTable, hostsFilter, hostsExport, hostsClearFilter
    QLatin1StringView icon; ///< shown where there are no rows
    QString title;          ///< "Hosts"
    QString filter;         ///< "Filter hosts"
    QString filterTip;
    QString fileName;                         ///< "hosts.csv": what an export is called at first
    std::function<QString(int, int)> howMany; ///< words for (rows shown, rows in all)
};

/// A table with all that every table has: a filter line, sorting, copying, export to CSV, and words where it is empty or
/// the filter hides every row. Borrows the model.
class TablePane final : public QWidget
{
    Q_OBJECT

public:
    TablePane(const TablePaneText &text, QAbstractItemModel *model, QWidget *parent = nullptr);

    [[nodiscard]] DataTable &table() { return *m_table; }
    [[nodiscard]] TableFilter &rows() { return *m_rows; }
    /// What is shown while the model has no rows.
    [[nodiscard]] EmptyState &emptyState() { return *m_empty; }
    [[nodiscard]] QAction *exportAction() const { return m_export; }
    /// Puts a button before that of the export.
    void addButton(QToolButton *button);
    /// Where room is scarce, an empty table needs no filter line.
    void hideBarWhileEmpty();
    /// The filter line gives up room for the rest of the bar.
    void setNarrow();
    /// The open project: exports go to its folder at first, and never over its file.
    void setProject(const QString &path) { m_project = path; }

    void focusFilter();
    void clearFilter();
    /// Writes the rows shown, in their order, with the columns shown: told() or failed() says how it went.
    void exportTo(const QString &path);

Q_SIGNALS:
    /// Another text is about to filter the rows, and does so now.
    void aboutToFilter();
    void filtered();
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void makeBar(const TablePaneText &text);
    void makeTable(const TablePaneText &text);
    void takeFilter(const QString &filter);
    void updateState();
    void chooseFile();
    [[nodiscard]] TableText shownText() const;

    TableFilter *m_rows;
    PanelBar *m_bar;
    FilterField *m_filter;
    QLabel *m_count;
    QAction *m_export;
    QToolButton *m_exportButton;
    DataTable *m_table;
    EmptyState *m_empty;
    EmptyState *m_noMatch;
    QStackedWidget *m_stack;
    std::function<QString(int, int)> m_howMany;
    QString m_fileName;
    QString m_project;
    bool m_isBarHiddenWhileEmpty = false;
    bool m_isWriting = false;
};

} // namespace sluice::ui
