// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/job.h"

#include <QLabel>

namespace sluice::ui {

/// The figures of the whole project, at the right of the status bar.
class TotalsLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit TotalsLabel(QWidget *parent = nullptr);

    void showJobs(const QList<Job> &jobs);
};

} // namespace sluice::ui
