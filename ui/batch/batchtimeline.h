// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchentry.h"
#include "ui/batch/batchtimelinelayout.h"

#include <QAbstractScrollArea>
#include <QList>

class QAction;

namespace sluice::ui {

/// Every request of a batch on a lane of its own, over time. It shows all that there is until its user zooms; 0 goes back
/// to that.
class BatchTimeline final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit BatchTimeline(QWidget *parent = nullptr);

    /// Forgets all and shows these, by index; `nowMs` since the batch's start.
    void setEntries(const QList<core::BatchEntry> &entries, qint64 nowMs);
    /// Further ones, and changes of those it has, each at its index.
    void update(const QList<core::BatchEntry> &entries, qint64 nowMs);
    void setCurrent(qint64 request);
    [[nodiscard]] qint64 current() const { return m_current; }
    [[nodiscard]] const BatchTimelineLayout &geometryOfLanes() const { return m_layout; }
    [[nodiscard]] bool isFitted() const { return m_isFitted; }

    void fit();
    void zoomTimes(double factor);
    void zoomLanes(double factor);

Q_SIGNALS:
    void currentChanged(qint64 request);
    void cancelRequested(qint64 request);
    void cancelAllRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void layOut();
    void updateBars();
    void choose(qint64 request);
    void step(qint64 by);
    [[nodiscard]] QRect lanesArea() const;
    [[nodiscard]] bool isPending(qint64 request) const;
    void cancelCurrent();

    QList<core::BatchEntry> m_entries;
    BatchTimelineLayout m_layout;
    qint64 m_nowMs = 0;
    qint64 m_current = -1;
    QPoint m_dragged; ///< where the mouse was last
    QAction *m_cancel;
    QAction *m_cancelAll;
    bool m_isFitted = true;
    bool m_isUpdatingBars = false;
};

} // namespace sluice::ui
