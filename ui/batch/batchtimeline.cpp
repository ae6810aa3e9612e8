// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchtimeline.h"

#include "ui/batch/batchbook.h"
#include "ui/batch/batchtexts.h"
#include "ui/batch/batchtimelinepainter.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int axisHeight = 22;
constexpr int edge = 8;
constexpr int numberGap = 6;
constexpr double zoomStep = 1.25;
constexpr int wheelNotch = 120; ///< see QWheelEvent::angleDelta()

} // namespace

BatchTimeline::BatchTimeline(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_cancel(new QAction(tr("Cancel this request"), this))
    , m_cancelAll(new QAction(tr("Cancel all pending requests"), this))
{
    setObjectName(u"batchTimeline"_s);
    setAccessibleName(tr("Timeline of the requests"));
    setAccessibleDescription(
        tr("A lane for each request. Up and Down choose a request, Delete cancels it, plus and minus "
           "zoom, 0 shows all."));
    describe(m_cancel, u"batchTimelineCancel"_s, tr("Cancel the chosen request (Delete)"));
    describe(m_cancelAll, u"batchTimelineCancelAll"_s, tr("Cancel whatever is not through"));
    connect(m_cancel, &QAction::triggered, this, &BatchTimeline::cancelCurrent);
    connect(m_cancelAll, &QAction::triggered, this, &BatchTimeline::cancelAllRequested);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(120);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setMouseTracking(false);
}

void BatchTimeline::setEntries(const QList<core::BatchEntry> &entries, qint64 nowMs)
{
    m_entries.clear();
    m_current = -1;
    m_isFitted = true;
    update(entries, nowMs);
}

void BatchTimeline::update(const QList<core::BatchEntry> &entries, qint64 nowMs)
{
    for (const core::BatchEntry &entry : entries)
        putEntry(m_entries, entry);
    m_nowMs = nowMs;
    layOut();
}

void BatchTimeline::layOut()
{
    const QRect area = lanesArea();
    m_layout.setView(area.width(), area.height());
    m_layout.setContent(m_entries.size(), m_nowMs);
    if (m_isFitted)
        m_layout.fit();
    updateBars();
    viewport()->update();
}

QRect BatchTimeline::lanesArea() const
{
    const int numbers = BatchTimelinePainter::numbersWidth(m_entries.size(), fontMetrics());
    return viewport()->rect().adjusted(edge + numbers + numberGap, edge, -edge, -axisHeight);
}

void BatchTimeline::updateBars()
{
    m_isUpdatingBars = true;
    const auto set = [](QScrollBar *bar, double content, double view, double at, int single) {
        bar->setPageStep(int(view));
        bar->setSingleStep(single);
        bar->setRange(0, int(std::clamp(std::ceil(content - view), 0.0, 2e9)));
        bar->setValue(int(at));
    };
    set(horizontalScrollBar(), m_layout.contentWidth(), m_layout.width(), m_layout.left(), 40);
    set(verticalScrollBar(), m_layout.contentHeight(), m_layout.height(), m_layout.top(),
        std::max(1, int(m_layout.laneHeight())));
    m_isUpdatingBars = false;
}

void BatchTimeline::scrollContentsBy(int, int)
{
    if (m_isUpdatingBars)
        return;
    m_layout.scrollTo(horizontalScrollBar()->value(), verticalScrollBar()->value());
    viewport()->update();
}

void BatchTimeline::fit()
{
    m_isFitted = true;
    layOut();
}

void BatchTimeline::zoomTimes(double factor)
{
    m_isFitted = false;
    m_layout.zoomTimes(factor, m_layout.width() / 2);
    layOut();
}

void BatchTimeline::zoomLanes(double factor)
{
    m_isFitted = false;
    m_layout.zoomLanes(factor, m_layout.height() / 2);
    layOut();
}

void BatchTimeline::setCurrent(qint64 request)
{
    if (request == m_current || request >= m_entries.size())
        return;
    m_current = request;
    if (request >= 0)
        m_layout.showRequest(request);
    updateBars();
    viewport()->update();
}

void BatchTimeline::choose(qint64 request)
{
    const qint64 before = m_current;
    setCurrent(request);
    if (m_current != before)
        Q_EMIT currentChanged(m_current);
}

void BatchTimeline::step(qint64 by)
{
    if (!m_entries.isEmpty())
        choose(std::clamp<qint64>(std::max<qint64>(m_current, 0) + by, 0, m_entries.size() - 1));
}

bool BatchTimeline::isPending(qint64 request) const
{
    return request >= 0 && request < m_entries.size() && m_entries.at(request).state == core::BatchState::Pending;
}

void BatchTimeline::cancelCurrent()
{
    if (isPending(m_current))
        Q_EMIT cancelRequested(m_current);
}

void BatchTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const ThemeColors &theme = colorsFor(palette());
    painter.fillRect(viewport()->rect(), theme["base"_L1]);
    const QRect area = lanesArea();
    const BatchTimelinePainter lanes(m_entries, m_layout, m_nowMs, palette());
    if (m_entries.isEmpty())
        lanes.paintNothing(painter, viewport()->rect());
    else
        lanes.paintAxis(painter, {area.left(), area.bottom() + 1, area.width(), axisHeight}, area.height());
    painter.save();
    painter.translate(area.topLeft());
    lanes.paintNumbers(painter, numberGap);
    painter.setClipRect(QRect({}, area.size()));
    lanes.paintLanes(painter);
    if (m_current >= 0) {
        const double height = std::max(3.0, m_layout.laneHeight());
        QColor back = theme["accent"_L1];
        painter.setPen(back);
        back.setAlpha(40);
        painter.setBrush(back);
        painter.drawRect(QRectF(0, m_layout.y(double(m_current)), m_layout.width() - 1, height - 1));
    }
    painter.restore();
    if (hasFocus()) {
        painter.setPen(theme["accent"_L1]);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void BatchTimeline::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void BatchTimeline::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    const QPoint turned = event->angleDelta(); // with Alt, some systems turn it the other way
    const double factor = std::pow(zoomStep, double(turned.y() != 0 ? turned.y() : turned.x()) / wheelNotch);
    const QPointF at = event->position() - QPointF(lanesArea().topLeft());
    m_isFitted = false;
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        m_layout.zoomLanes(factor, at.y());
    else
        m_layout.zoomTimes(factor, at.x());
    layOut();
    event->accept();
}

void BatchTimeline::keyPressEvent(QKeyEvent *event)
{
    const qint64 page = std::max<qint64>(1, m_layout.endRequest() - m_layout.firstRequest() - 1);
    const bool isLanes = event->modifiers().testFlag(Qt::ControlModifier);
    const auto zoom = [this, isLanes](double factor) { isLanes ? zoomLanes(factor) : zoomTimes(factor); };
    switch (event->key()) {
    case Qt::Key_Up:
        return step(-1);
    case Qt::Key_Down:
        return step(m_current < 0 ? 0 : 1);
    case Qt::Key_PageUp:
        return step(-page);
    case Qt::Key_PageDown:
        return step(page);
    case Qt::Key_Home:
        return step(-m_entries.size());
    case Qt::Key_End:
        return step(m_entries.size());
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(zoomStep);
    case Qt::Key_Minus:
        return zoom(1 / zoomStep);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Delete:
        return cancelCurrent();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void BatchTimeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragged = event->pos();
    choose(m_layout.requestAt(event->pos().y() - lanesArea().top()));
}

/// What is under the mouse goes with it.
void BatchTimeline::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const QPoint by = event->pos() - std::exchange(m_dragged, event->pos());
    m_layout.scrollTo(m_layout.left() - by.x(), m_layout.top() - by.y());
    updateBars();
    viewport()->update();
}

void BatchTimeline::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse)
        choose(m_layout.requestAt(event->pos().y() - lanesArea().top()));
    const auto isWaiting = [](const core::BatchEntry &entry) { return entry.state == core::BatchState::Pending; };
    m_cancel->setEnabled(isPending(m_current));
    m_cancelAll->setEnabled(std::any_of(m_entries.cbegin(), m_entries.cend(), isWaiting));
    auto *menu = new QMenu(this);
    menu->setObjectName(u"batchTimelineMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_cancel, m_cancelAll});
    menu->popup(event->globalPos());
}

bool BatchTimeline::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const qint64 request = m_layout.requestAt(help->pos().y() - lanesArea().top());
    if (request < 0 || request >= m_entries.size())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainTip(requestText(m_entries.at(request))), this);
    return true;
}

} // namespace sluice::ui
