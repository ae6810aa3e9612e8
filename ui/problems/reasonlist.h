// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/problems/reasonsmodel.h"

#include <QListView>

namespace sluice::ui {

/// The summary beside the problems; the line one goes to is told.
class ReasonList final : public QListView
{
    Q_OBJECT

public:
    explicit ReasonList(QWidget *parent = nullptr);

    /// Shows the counts with that line as the current one; tells nothing.
    void showCounts(const QList<core::ProblemCount> &counts, const ReasonsModel::Line &chosen);

Q_SIGNALS:
    void chosen(std::optional<sluice::core::ProblemKind> kind, const QString &reason);

private:
    void tellLine(const QModelIndex &index);

    ReasonsModel *m_model;
    bool m_isShowing = false;
};

} // namespace sluice::ui
