// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobsmodel.h"

#include <QWidget>

class QAction;
class QSortFilterProxyModel;
class QStackedWidget;

namespace sluice::ui {

class DataTable;
class EmptyState;

/// The Jobs table and what can be done with the selected crawls. Decides nothing: it says what was asked for.
class JobsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit JobsPanel(QWidget *parent = nullptr);

    [[nodiscard]] JobsModel &model() { return *m_model; }
    /// The crawl whose rows are to be shown; invalid if none is selected.
    [[nodiscard]] core::CrawlId currentCrawl() const;
    void select(core::CrawlId id);

    [[nodiscard]] QAction *pauseAction() const { return m_pause; }
    [[nodiscard]] QAction *resumeAction() const { return m_resume; }
    [[nodiscard]] QAction *cancelAction() const { return m_cancel; }
    [[nodiscard]] QAction *removeAction() const { return m_remove; }

Q_SIGNALS:
    void currentCrawlChanged(sluice::core::CrawlId id);
    void newCrawlRequested();
    void pauseRequested(sluice::core::CrawlId id);
    void resumeRequested(sluice::core::CrawlId id);
    void cancelRequested(sluice::core::CrawlId id);
    void removeRequested(sluice::core::CrawlId id);

private:
    void makeActions();
    void makeTable();
    void updateActions();
    void updateEmptyState();
    void tellCurrent();
    [[nodiscard]] QList<Job> selectedJobs() const;
    void confirmRemoval();

    JobsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QAction *m_pause;
    QAction *m_resume;
    QAction *m_cancel;
    QAction *m_remove;
    core::CrawlId m_told;
};

} // namespace sluice::ui
