// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchentry.h"

#include <QAbstractTableModel>
#include <QHash>

namespace sluice::ui {

/// The results of one batch, in the order in which they came: requests × columns. Rows are only added.
class BatchModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Url, State, Status, Bytes, Milliseconds, Started, Remark, ColumnCount };

    explicit BatchModel(QObject *parent = nullptr);

    /// Forgets all and shows these.
    void setResults(const QList<core::BatchEntry> &results);
    /// Further ones, at the end.
    void append(const QList<core::BatchEntry> &results);
    /// The row of a request, -1 while it has none.
    [[nodiscard]] int rowOf(qint64 entry) const { return m_rows.value(entry, -1); }
    [[nodiscard]] qint64 entryAt(int row) const { return m_results.at(row).index; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const core::BatchEntry &entry, int column);
    [[nodiscard]] static QVariant raw(const core::BatchEntry &entry, int column);

    QList<core::BatchEntry> m_results;
    QHash<qint64, int> m_rows;
};

} // namespace sluice::ui
