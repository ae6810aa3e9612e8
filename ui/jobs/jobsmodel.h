// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/job.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// The crawls of the open project: jobs × columns.
class JobsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Progress, Pages, Rows, Failed, Skipped, Queued, Rate, Eta, Elapsed, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRecords(const QList<core::CrawlRecord> &records);
    void addRecord(const core::CrawlRecord &record);
    /// A crawl that does not run has become another; unknown ones are ignored.
    void updateRecord(const core::CrawlRecord &record);
    void removeCrawl(core::CrawlId id);
    /// Changes one row; unknown crawls are ignored.
    void applyProgress(const core::CrawlProgress &progress);

    [[nodiscard]] const QList<Job> &jobs() const { return m_jobs; }
    [[nodiscard]] const Job *job(core::CrawlId id) const;
    [[nodiscard]] int rowOf(core::CrawlId id) const; ///< -1 if there is none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QVariant text(const Job &job, int column);
    [[nodiscard]] static QVariant raw(const Job &job, int column);
    [[nodiscard]] static QVariant copied(const Job &job, int column);
    [[nodiscard]] static QVariant tip(const Job &job, int column);
    [[nodiscard]] static QVariant spoken(const Job &job, int column);
    [[nodiscard]] static QVariant tone(const Job &job, int column);

    QList<Job> m_jobs;
};

} // namespace sluice::ui
