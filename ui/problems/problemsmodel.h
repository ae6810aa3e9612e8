// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "ui/paging/rowpages.h"
#include "ui/problems/problemsource.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>
#include <QUrl>

namespace sluice::ui {

/// What went wrong in one crawl, live over the project file. Holds the ids of all problems to show (8 bytes each) and
/// the cells of the pages last looked at; everything is read on threads of its own, and nothing while nobody looks.
/// Cells that are still on their way are empty.
class ProblemsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit ProblemsModel(QObject *parent = nullptr);
    ~ProblemsModel() override;

    /// Reads from the project at `path` from now on; an empty path closes.
    void setProject(const QString &path);
    void showCrawl(core::CrawlId crawl);
    [[nodiscard]] core::CrawlId crawl() const { return m_crawl; }
    /// Whether somebody looks: if not, questions wait until somebody does. False at first.
    void setActive(bool isActive);

    void setFilter(const QString &text);
    /// Only the problems of a kind, or of one of its reasons; none and empty are all.
    void setReason(std::optional<core::ProblemKind> kind, const QString &reason);
    [[nodiscard]] const core::ProblemQuery &query() const { return m_query; }
    /// Sorts by a column; -1 is the order they were found in. While problems arrive, new ones come at the end.
    void sort(int column, Qt::SortOrder order) override;
    /// There may be other problems: they are looked for within half a second, or in a tenth of the time where that
    /// takes long.
    void refresh();
    /// Asks anew for all that is shown: after the end of a crawl, sorted problems take their places.
    void reload();

    /// All problems of the crawl by reason, shown or not.
    [[nodiscard]] const QList<core::ProblemCount> &counts() const { return m_counts; }
    [[nodiscard]] qint64 total() const { return m_total; }
    [[nodiscard]] bool isBusy() const { return m_isQuerying; }
    /// Whether the crawl's problems have been read: until then none shown does not mean that there are none.
    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    /// The address of a row, if it is one for a browser and has been read.
    [[nodiscard]] QUrl webAddress(int row) const;
    /// Puts rows together as tab-separated text; textReady() brings it.
    void requestText(const QList<int> &rows, const QList<int> &columns, bool isWithHeader);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Rows, counts or what is being read have changed.
    void countsChanged();
    void textReady(const QString &text, qsizetype rows);
    void failed(const QString &detail);

private:
    using Source = core::OwnedThread<ProblemSource>;

    void forget();
    void beginQuery();
    void askAll();
    void askNews();
    void takeAll(core::ProblemList list);
    void takeNews(ProblemNews news);
    void takeCounts(core::ProblemList &list);
    void tellArrived(int first, int last);
    void report(const core::StoreFailure &failure);
    void tell(const core::StoreFailure &failure);
    void endQuery();

    std::unique_ptr<Source> m_lister; ///< goes over all URLs
    std::unique_ptr<Source> m_reader; ///< brings the cells meanwhile
    core::CrawlId m_crawl;
    core::ProblemQuery m_query;
    RowPages *m_pages;
    QList<core::ProblemCount> m_counts;
    qint64 m_total = 0;
    bool m_isActive = false;
    bool m_isStale = false;  ///< all is to be asked for once somebody looks
    bool m_isBehind = false; ///< refresh() was called while a query ran or nobody looked
    bool m_isQuerying = false;
    bool m_isKnown = false;
    int m_generation = 0;         ///< answers to questions of an earlier one are dropped
    core::CancelSource m_cancel;  ///< of the query
    core::CancelSource m_copying; ///< of texts that are put together
    QElapsedTimer m_since;        ///< of the query
    QTimer m_refresh;
};

} // namespace sluice::ui
