// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchtimelinepainter.h"

#include "ui/batch/batchtexts.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QImage>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

struct TimelineTexts
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::TimelineTexts)
};

constexpr double tickDistance = 90;

/// How often each phase begins and ends at each pixel of one line.
class PixelLine final
{
public:
    explicit PixelLine(int width)
        : m_width(width)
        , m_changes(size_t(width + 1) * timelinePhases)
    {}

    void clear() { std::fill(m_changes.begin(), m_changes.end(), 0); }

    void add(TimelinePhase phase, double from, double to)
    {
        if (to < 0 || from > m_width)
            return;
        const int first = std::clamp(int(std::floor(from)), 0, m_width - 1);
        const int end = std::clamp(int(std::ceil(to)), first + 1, m_width);
        ++change(first, phase);
        --change(end, phase);
    }

    void write(QRgb *pixels, const std::array<QRgb, timelinePhases> &colors)
    {
        std::array<int, timelinePhases> open{};
        for (int x = 0; x < m_width; ++x) {
            for (int phase = 0; phase < timelinePhases; ++phase) {
                open[size_t(phase)] += change(x, TimelinePhase(phase));
                if (open[size_t(phase)] > 0)
                    pixels[x] = colors[size_t(phase)];
            }
        }
    }

private:
    int &change(int x, TimelinePhase phase) { return m_changes[size_t(x) * timelinePhases + size_t(phase)]; }

    int m_width;
    std::vector<int> m_changes;
};

} // namespace

QString phaseText(TimelinePhase phase)
{
    switch (phase) {
    case TimelinePhase::Queued:
        return TimelineTexts::tr("Queued");
    case TimelinePhase::Connecting:
        return TimelineTexts::tr("Connecting");
    case TimelinePhase::Waiting:
        return TimelineTexts::tr("First byte");
    case TimelinePhase::Body:
        return TimelineTexts::tr("Body");
    case TimelinePhase::Parsing:
        return TimelineTexts::tr("Parsing");
    case TimelinePhase::Cancelled:
        return TimelineTexts::tr("Cancelled");
    case TimelinePhase::Failed:
        return TimelineTexts::tr("Failed");
    }
    Q_UNREACHABLE();
}

QColor phaseColor(TimelinePhase phase, const QPalette &palette)
{
    switch (phase) {
    case TimelinePhase::Queued:
        return colorsFor(palette)["border"_L1];
    case TimelinePhase::Connecting:
        return {0xE6, 0x9F, 0x00};
    case TimelinePhase::Waiting:
        return {0x56, 0xB4, 0xE9};
    case TimelinePhase::Body:
        return {0x00, 0x72, 0xB2};
    case TimelinePhase::Parsing:
        return {0x00, 0x9E, 0x73};
    case TimelinePhase::Cancelled:
        return {0xCC, 0x79, 0xA7};
    case TimelinePhase::Failed:
        return {0xD5, 0x3E, 0x00};
    }
    Q_UNREACHABLE();
}

TimelineBars::TimelineBars(const core::BatchEntry &entry, qint64 nowMs)
{
    using State = core::BatchState;
    const core::BatchTimes &times = entry.times;
    const bool isOver = entry.state == State::Failed || entry.state == State::Cancelled;
    add(TimelinePhase::Queued, times.queued, times.started >= 0 ? times.started : isOver ? times.parsed : nowMs);
    if (isOver) {
        const qint64 end = std::max({times.started, times.bodyEnd, times.parsed});
        const bool isFailed = entry.state == State::Failed;
        add(isFailed ? TimelinePhase::Failed : TimelinePhase::Cancelled, times.started >= 0 ? times.started : end, end);
        return;
    }
    if (times.started < 0)
        return;
    const qint64 ends[] = {times.connected, times.firstByte, times.bodyEnd, times.parsed};
    qint64 from = times.started;
    for (int i = 0; i < 4; ++i) {
        const bool isUnderWay = ends[i] < 0;
        add(TimelinePhase(int(TimelinePhase::Connecting) + i), from, isUnderWay ? nowMs : ends[i]);
        if (isUnderWay)
            return;
        from = ends[i];
    }
}

void TimelineBars::add(TimelinePhase phase, qint64 from, qint64 to)
{
    if (to >= 0)
        m_bars[size_t(m_count++)] = {phase, from, std::max(from, to)};
}

void BatchTimelinePainter::paintLanes(QPainter &painter) const
{
    if (m_layout.laneHeight() >= leastLane)
        paintThick(painter);
    else
        paintThin(painter);
}

void BatchTimelinePainter::paintThick(QPainter &painter) const
{
    const double gap = m_layout.laneHeight() >= 8 ? 2 : 1;
    for (qint64 request = m_layout.firstRequest(); request < m_layout.endRequest(); ++request) {
        if (request >= m_entries.size())
            break;
        for (const TimelineBar &bar : TimelineBars(m_entries.at(request), m_nowMs)) {
            // What ends at the edge is still to be seen there.
            const double from = std::min(m_layout.x(double(bar.fromMs)), m_layout.x(double(m_nowMs)) - 2);
            const double to = m_layout.x(double(bar.toMs));
            if (to < 0 || from > m_layout.width())
                continue;
            const bool isQueued = bar.phase == TimelinePhase::Queued;
            QRectF lane(std::max(from, -1.0), m_layout.y(double(request)) + gap / 2,
                        std::max(std::min(to, m_layout.width() + 1) - std::max(from, -1.0), isQueued ? 0.0 : 1.5),
                        m_layout.laneHeight() - gap);
            if (isQueued) // a thin line: nothing happens there
                lane.adjust(0, lane.height() * 0.4, 0, -lane.height() * 0.4);
            painter.fillRect(lane, phaseColor(bar.phase, m_palette));
        }
    }
}

void BatchTimelinePainter::paintThin(QPainter &painter) const
{
    const int width = int(std::ceil(m_layout.width()));
    const int height = int(std::ceil(std::min(m_layout.height(), m_layout.contentHeight())));
    if (width < 1 || height < 1)
        return;
    QImage picture(width, height, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    std::array<QRgb, timelinePhases> colors{};
    for (int phase = 0; phase < timelinePhases; ++phase)
        colors[size_t(phase)] = phaseColor(TimelinePhase(phase), m_palette).rgba();
    PixelLine line(width);
    for (int y = 0; y < height; ++y) {
        const double perPixel = 1 / m_layout.laneHeight();
        const qint64 first = qint64((y + m_layout.top()) * perPixel);
        const bool isLast = y + 1 == height; // rounding must not lose the last request
        const qint64 end =
            isLast ? m_layout.endRequest() : std::max(first + 1, qint64((y + 1 + m_layout.top()) * perPixel));
        line.clear();
        for (qint64 request = first; request < std::min<qint64>(end, m_entries.size()); ++request) {
            for (const TimelineBar &bar : TimelineBars(m_entries.at(request), m_nowMs))
                line.add(bar.phase, m_layout.x(double(bar.fromMs)), m_layout.x(double(bar.toMs)));
        }
        line.write(reinterpret_cast<QRgb *>(picture.scanLine(y)), colors);
    }
    painter.drawImage(0, 0, picture);
}

void BatchTimelinePainter::paintAxis(QPainter &painter, const QRect &area, int lineHeight) const
{
    const ThemeColors &theme = colorsFor(m_palette);
    const qint64 step = m_layout.tickMs(tickDistance);
    const qint64 first = qint64(std::ceil(m_layout.ms(0) / double(step))) * step;
    for (qint64 ms = first; m_layout.x(double(ms)) <= m_layout.width(); ms += step) {
        const int x = area.left() + int(m_layout.x(double(ms)));
        painter.setPen(theme["border"_L1]);
        painter.drawLine(x, area.top() - lineHeight, x, area.top() + 4);
        painter.setPen(theme["muted"_L1]);
        painter.drawText(QRect(x + 3, area.top() + 2, int(tickDistance), area.height() - 2),
                         Qt::AlignLeft | Qt::AlignVCenter, millisecondsText(ms));
    }
}

void BatchTimelinePainter::paintNumbers(QPainter &painter, int gap) const
{
    const QFontMetrics font = painter.fontMetrics();
    const int width = numbersWidth(m_layout.requests(), font);
    const qint64 step = m_layout.numberStep(font.height());
    painter.setPen(colorsFor(m_palette)["muted"_L1]);
    const qint64 first = m_layout.firstRequest();
    for (qint64 request = first; request < m_layout.endRequest(); ++request) {
        const qint64 number = request + 1;
        if (number % step != 0) {
            request += step - number % step - 1;
            continue;
        }
        const double middle = m_layout.y(double(request)) + m_layout.laneHeight() / 2;
        const QRectF place(-gap - width, middle - font.height() / 2.0, width, font.height());
        if (place.top() >= 0 && place.bottom() <= m_layout.height())
            painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(number));
    }
}

void BatchTimelinePainter::paintNothing(QPainter &painter, const QRect &area) const
{
    painter.setPen(colorsFor(m_palette)["muted"_L1]);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap,
                     TimelineTexts::tr("No request yet: each gets a lane here as soon as it is known."));
}

int BatchTimelinePainter::numbersWidth(qint64 requests, const QFontMetrics &font)
{
    return font.horizontalAdvance(QLocale().toString(std::max<qint64>(requests, 99)));
}

} // namespace sluice::ui
