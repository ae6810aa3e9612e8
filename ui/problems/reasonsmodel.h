// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/problems.h"

#include <QAbstractListModel>

namespace sluice::ui {

/// The summary beside the problems: all of them, each kind, and below it each reason, with counts. A line stays where
/// it is while only numbers change.
class ReasonsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { CountRole = Qt::UserRole + 100, LevelRole }; ///< qint64; int: 0 all or a kind, 1 a reason

    struct Line
    {
        std::optional<core::ProblemKind> kind; ///< none = all
        QString reason;                        ///< empty = all of the kind
        qint64 count = 0;

        bool operator==(const Line &) const = default;
        [[nodiscard]] bool isSame(const Line &other) const { return kind == other.kind && reason == other.reason; }
    };

    using QAbstractListModel::QAbstractListModel;

    /// Shows these counts; `chosen` keeps a line also where there is none of it.
    void setCounts(const QList<core::ProblemCount> &counts, const Line &chosen);
    [[nodiscard]] const Line &line(int row) const { return m_lines.at(row); }
    /// The row of a line of this kind and reason; -1 if there is none.
    [[nodiscard]] int rowOf(const Line &line) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static QString title(const Line &line);

    QList<Line> m_lines;
};

} // namespace sluice::ui
