// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "ui/results/rowsource.h"

#include <QCache>
#include <QObject>
#include <QSet>

namespace sluice::ui {

/// The rows to show as ids (8 bytes each), and the cells of the pages last looked at, read on the source's thread.
class RowPages final : public QObject
{
    Q_OBJECT

public:
    using Source = core::OwnedThread<RowSource>;

    explicit RowPages(QObject *parent = nullptr);

    /// Forgets everything; reads these columns of this crawl from now on. `source` is borrowed, null = read nothing.
    void start(Source *source, core::CrawlId crawl, const QStringList &columns);
    void setIds(QList<core::RowId> ids);
    void append(const QList<core::RowId> &ids);
    /// Rows may have changed: pages are read anew when they are looked at next, and shown as they were until then.
    void renew();
    [[nodiscard]] const QList<core::RowId> &ids() const { return m_ids; }
    /// The highest id seen; none at first.
    [[nodiscard]] core::RowId lastId() const { return m_lastId; }

    /// A row's cells; null while they are on their way: arrived() tells.
    [[nodiscard]] const core::RowValues *cells(int row);

Q_SIGNALS:
    void arrived(int first, int last);
    void failed(const sluice::core::StoreFailure &failure);

private:
    using Page = QList<core::RowValues>;

    void dropPages();
    void want(int page);
    void fetchNext();
    void take(int page, RowSource::Answer<Page> rows);

    Source *m_source = nullptr;
    core::CrawlId m_crawl;
    QStringList m_columns;
    QList<core::RowId> m_ids;
    core::RowId m_lastId;
    QCache<int, Page> m_pages;
    QList<int> m_wanted; ///< pages to read, the last first
    QSet<int> m_stale;
    bool m_isFetching = false;
    int m_generation = 0; ///< answers to questions of an earlier one are dropped
};

} // namespace sluice::ui
