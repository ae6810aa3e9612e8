// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/replay/replayrun.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace sluice::ui {

/// What a replay is at, how far it is, and how long it will take.
class WorkPage final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkPage(QWidget *parent = nullptr);

    /// Something whose length is not known.
    void showWait(const QString &heading);
    void showProgress(const ReplayRun::Progress &progress);

private:
    QLabel *m_heading;
    QProgressBar *m_progress;
    QLabel *m_text;
    QElapsedTimer m_since; ///< of the pages
};

} // namespace sluice::ui
