// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagecomparison.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// What two pages have, side by side: a sign for how they differ, a name, and what each has.
class CompareModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Sign, Name, Http, Rendered, ColumnCount };

    explicit CompareModel(const QString &nameTitle, QObject *parent = nullptr);

    void setEntries(const QList<core::ComparedEntry> &entries);
    /// Hides what is the same on both sides.
    void setOnlyDifferences(bool isOnly);
    /// Entries that differ, shown or not.
    [[nodiscard]] int differences() const { return m_differences; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void list();
    [[nodiscard]] static QString text(const core::ComparedEntry &entry, int column);

    QString m_nameTitle;
    QList<core::ComparedEntry> m_entries;
    QList<int> m_shown; ///< by row: the entry
    int m_differences = 0;
    bool m_isOnlyDifferences = false;
};

} // namespace sluice::ui
