// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobsmodel.h"

#include <QLabel>
#include <QTimer>

namespace sluice::ui {

/// The figures of the whole project, at the right of the status bar.
class TotalsLabel final : public QLabel
{
    Q_OBJECT

public:
    /// Borrows the model.
    explicit TotalsLabel(const JobsModel &jobs, QWidget *parent = nullptr);

private:
    void showTotals();

    const JobsModel &m_jobs;
    QTimer m_pause;
};

} // namespace sluice::ui
