// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sluice::ui {

class BatchTimeline;

/// What the colours of a timeline mean, and the buttons that zoom it.
class BatchLegend final : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the timeline.
    explicit BatchLegend(BatchTimeline &timeline, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();
};

} // namespace sluice::ui
