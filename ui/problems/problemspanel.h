// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/problems/problemsmodel.h"

#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace sluice::ui {

class DataTable;
class EmptyState;
class FilterField;
class ReasonList;

/// What went wrong in the crawl that is selected in Jobs, and why: a summary by reason, and a table to filter, sort,
/// copy and export.
class ProblemsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);

    [[nodiscard]] ProblemsModel &model() { return *m_model; }
    /// Shows the problems of a crawl; `isRunning` says whether more may come.
    void showCrawl(core::CrawlId crawl, bool isRunning);
    void focusFilter();

Q_SIGNALS:
    void exportRequested();
    /// Somebody wants to see this address, which is http or https, in a browser.
    void openRequested(const QUrl &address);
    void failed(const QString &detail);
    /// Something for the status bar.
    void told(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void nameWidgets();
    void makeActions();
    void makeTable();
    void makeLayout();
    void connectParts();
    void openCurrent();
    void updateOpen();
    void updateCounts();
    void updateStack();
    void updateEmptyState();
    void clearFilters();
    [[nodiscard]] bool isFiltered() const;

    ProblemsModel *m_model;
    FilterField *m_filter;
    QLabel *m_count;
    QAction *m_open;
    QAction *m_export;
    QToolButton *m_openButton;
    QToolButton *m_exportButton;
    ReasonList *m_reasons;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    bool m_isRunning = false;
};

} // namespace sluice::ui
