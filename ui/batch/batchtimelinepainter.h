// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchentry.h"
#include "ui/batch/batchtimelinelayout.h"

#include <QColor>
#include <QFontMetrics>
#include <QList>
#include <QPalette>
#include <QRect>

#include <array>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace sluice::ui {

/// What a request is doing, in the order in which one hides another where several share a pixel: the last wins, so that
/// a failure is always to be seen.
enum class TimelinePhase { Queued, Connecting, Waiting, Body, Parsing, Cancelled, Failed };
constexpr int timelinePhases = 7;

[[nodiscard]] QString phaseText(TimelinePhase phase);
/// Colours that also people tell apart who see few (Okabe and Ito's set), on light and on dark.
[[nodiscard]] QColor phaseColor(TimelinePhase phase, const QPalette &palette);

/// A part of a request's time, ms since the batch's start.
struct TimelineBar
{
    TimelinePhase phase = TimelinePhase::Queued;
    qint64 fromMs = 0;
    qint64 toMs = 0;

    bool operator==(const TimelineBar &) const = default;
};

/// The bars of a request, at most five, from left to right; what is not over reaches to `nowMs`.
class TimelineBars final
{
public:
    TimelineBars(const core::BatchEntry &entry, qint64 nowMs);

    [[nodiscard]] const TimelineBar *begin() const { return m_bars.data(); }
    [[nodiscard]] const TimelineBar *end() const { return m_bars.data() + m_count; }

private:
    void add(TimelinePhase phase, qint64 from, qint64 to);

    std::array<TimelineBar, 5> m_bars;
    int m_count = 0;
};

/// Draws the lanes of a timeline.
class BatchTimelinePainter final
{
public:
    /// Lanes thinner than this are drawn as one picture, a line of pixels for all requests it stands for.
    static constexpr double leastLane = 3;

    BatchTimelinePainter(const QList<core::BatchEntry> &entries, const BatchTimelineLayout &layout, qint64 nowMs,
                         const QPalette &palette)
        : m_entries(entries)
        , m_layout(layout)
        , m_nowMs(nowMs)
        , m_palette(palette)
    {}

    /// The lanes to be seen; (0, 0) is the layout's corner.
    void paintLanes(QPainter &painter) const;
    /// Lines and times under `area`, as wide as the layout; the lines go up by `lineHeight`.
    void paintAxis(QPainter &painter, const QRect &area, int lineHeight) const;
    /// The numbers of requests, from 1, to the left of the lanes; (0, 0) is the layout's corner, they end at -`gap`.
    void paintNumbers(QPainter &painter, int gap) const;
    /// Words where there is no request yet.
    void paintNothing(QPainter &painter, const QRect &area) const;
    /// How wide the numbers of so many requests are.
    [[nodiscard]] static int numbersWidth(qint64 requests, const QFontMetrics &font);

private:
    void paintThick(QPainter &painter) const;
    void paintThin(QPainter &painter) const;

    const QList<core::BatchEntry> &m_entries;
    const BatchTimelineLayout &m_layout;
    qint64 m_nowMs;
    const QPalette &m_palette;
};

} // namespace sluice::ui
