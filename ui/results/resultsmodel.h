// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "ui/paging/rowpages.h"
#include "ui/results/rowsource.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>

namespace sluice::ui {

/// The rows of one crawl, live over the project file. Holds the ids of all rows to show (8 bytes each) and the cells of
/// the pages last looked at; everything is read on a thread of its own. Cells that are still on their way are empty.
class ResultsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit ResultsModel(QObject *parent = nullptr);
    ~ResultsModel() override;

    /// Reads from the project at `path` from now on; an empty path closes.
    void setProject(const QString &path);
    void showCrawl(core::CrawlId crawl);
    [[nodiscard]] core::CrawlId crawl() const { return m_crawl; }
    void setFilter(const QString &text);
    [[nodiscard]] const core::RowQuery &query() const { return m_query; }
    /// Sorts by a column; -1 is the order they came in. While rows arrive, new ones come at the end.
    void sort(int column, Qt::SortOrder order) override;
    /// Rows may have arrived: they are fetched within a quarter of a second.
    void refresh();
    /// Asks anew for all that is shown: after the end of a crawl, sorted rows take their places.
    void reload();

    [[nodiscard]] const QStringList &columns() const { return m_columns; }
    /// Rows of the crawl, shown or not.
    [[nodiscard]] qint64 totalRows() const;
    [[nodiscard]] bool isBusy() const { return m_isQuerying; }
    /// Puts rows together as tab-separated text; textReady() brings it.
    void requestText(const QList<int> &rows, const QList<int> &columns, bool isWithHeader);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countsChanged();
    /// The crawl's columns are known now.
    void columnsTaken();
    void textReady(const QString &text, qsizetype rows);
    void failed(const QString &detail);

private:
    void forget();
    void askColumns();
    [[nodiscard]] QFuture<RowPages::Answer> askRows(const QList<core::RowId> &ids);
    void askIds();
    void askNew();
    void askNewIds();
    void takeColumns(const QStringList &columns);
    void takeIds(RowIds found);
    void appendIds(const RowIds &found);
    void tellArrived(int first, int last);
    void report(const core::StoreFailure &failure);
    void endQuery();

    std::unique_ptr<core::OwnedThread<RowSource>> m_source;
    core::CrawlId m_crawl;
    core::RowQuery m_query;
    QStringList m_columns;
    RowPages *m_pages;
    qint64 m_total = 0;
    bool m_isQuerying = false;
    bool m_isAltering = false;    ///< rows are completed by detail pages, and scripts bring columns as they go
    bool m_isBehind = false;      ///< refresh() was called while a query ran
    int m_generation = 0;         ///< answers to questions of an earlier one are dropped
    core::CancelSource m_cancel;  ///< of the query
    core::CancelSource m_copying; ///< of texts that are put together
    QTimer m_refresh;
};

} // namespace sluice::ui
