// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobsmodel.h"

#include <QWidget>

class QAction;

namespace sluice::ui {

class DataTable;
class TablePane;

/// The Jobs table and what can be done with the selected crawls. Decides nothing: it says what was asked for.
class JobsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit JobsPanel(QWidget *parent = nullptr);

    [[nodiscard]] JobsModel &model() { return *m_model; }
    /// The crawl whose rows are to be shown; invalid if none is selected.
    [[nodiscard]] core::CrawlId currentCrawl() const;
    /// Makes this the current crawl; a filter that hides it goes.
    void select(core::CrawlId id);
    void focusFilter();
    /// The open project, which an export of the table must not hit.
    void setProject(const QString &path);

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
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void makeActions();
    void makeTable();
    void updateActions();
    void takeCurrent();
    void tellCurrent();
    void makeCurrent(const QModelIndex &index);
    void settleCurrent();
    [[nodiscard]] QList<Job> selectedJobs() const;
    void confirmRemoval();

    JobsModel *m_model;
    TablePane *m_pane;
    DataTable *m_table;
    QAction *m_pause;
    QAction *m_resume;
    QAction *m_cancel;
    QAction *m_remove;
    core::CrawlId m_told;
    core::CrawlId m_wanted; ///< what was made current; it may be hidden by the filter now
    bool m_isFiltering = false;
};

} // namespace sluice::ui
