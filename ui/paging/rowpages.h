// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QCache>
#include <QFuture>
#include <QObject>
#include <QSet>

#include <functional>

namespace sluice::ui {

/// What models over a project file hold: the rows to show as ids (8 bytes each), and the cells of the pages last looked
/// at, which are read elsewhere.
class RowPages final : public QObject
{
    Q_OBJECT

public:
    using Page = QList<core::RowValues>;
    using Answer = core::Result<Page, core::StoreFailure>;
    /// Asks for the cells of these rows, in their order.
    using Read = std::function<QFuture<Answer>(const QList<core::RowId> &)>;

    explicit RowPages(QObject *parent = nullptr);

    /// Forgets everything and reads so from now on; an empty function reads nothing.
    void start(Read read);
    void setIds(QList<core::RowId> ids);
    void append(const QList<core::RowId> &ids);
    void remove(int first, int count);
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
    void dropPages();
    /// Puts a row's cells into its page, if those before it are there.
    void keep(int row, const core::RowValues &cells);
    void want(int page);
    void fetchNext();
    void take(int page, Answer rows);

    Read m_read;
    QList<core::RowId> m_ids;
    core::RowId m_lastId;
    QCache<int, Page> m_pages;
    QList<int> m_wanted; ///< pages to read, the last first
    QSet<int> m_stale;
    bool m_isFetching = false;
    int m_generation = 0; ///< answers to questions of an earlier one are dropped
};

} // namespace sluice::ui
