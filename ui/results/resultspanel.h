// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "ui/results/resultsmodel.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace sluice::ui {

class DataTable;
class EmptyState;
class FilterField;

/// The Results table of the crawl that is selected in Jobs: filter, sort, choose columns, copy, export.
class ResultsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ResultsPanel(core::Settings &settings, QWidget *parent = nullptr);

    [[nodiscard]] ResultsModel &model() { return *m_model; }
    [[nodiscard]] QAction *exportAction() const { return m_export; }
    [[nodiscard]] QAction *copyAction() const;
    [[nodiscard]] QAction *copyWithHeaderAction() const;
    [[nodiscard]] QMenu *columnsMenu() const { return m_columnsMenu; }

    /// Shows the rows of a crawl; `isRunning` says whether more are to come.
    void showCrawl(core::CrawlId crawl, bool isRunning);
    void focusFilter();

Q_SIGNALS:
    void exportRequested();
    /// The page of the selected row is to be got over HTTP and rendered.
    void compareRequested(const QString &address);
    void failed(const QString &detail);
    /// Something for the status bar.
    void told(const QString &message);

private:
    void nameWidgets();
    void makeTable();
    void compare();
    void makeLayout();
    void applyColumns();
    void rememberColumn(int column, bool isShown);
    void fillColumnsMenu();
    void updateCounts();
    void updateEmptyState();
    void clearFilter();

    core::Settings &m_settings;
    ResultsModel *m_model;
    FilterField *m_filter;
    QLabel *m_count;
    QToolButton *m_columns;
    QMenu *m_columnsMenu;
    QToolButton *m_exportButton;
    QAction *m_export;
    QAction *m_compare;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    bool m_isRunning = false;
};

} // namespace sluice::ui
