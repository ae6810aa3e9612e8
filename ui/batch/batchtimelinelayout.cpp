// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchtimelinelayout.h"

#include <algorithm>
#include <cmath>

namespace sluice::ui {

namespace {

constexpr double mostPixelsPerMs = 20;

} // namespace

void BatchTimelineLayout::setView(double width, double height)
{
    m_width = std::max(1.0, width);
    m_height = std::max(1.0, height);
    clamp();
}

void BatchTimelineLayout::setContent(qint64 requests, qint64 spanMs)
{
    m_requests = std::max<qint64>(0, requests);
    m_spanMs = std::max<qint64>(1, spanMs);
    clamp();
}

qint64 BatchTimelineLayout::requestAt(double y) const
{
    if (y < 0 || y >= m_height)
        return -1;
    const qint64 request = qint64(std::floor((y + m_top) / m_laneHeight));
    return request >= 0 && request < m_requests ? request : -1;
}

qint64 BatchTimelineLayout::firstRequest() const
{
    return std::clamp<qint64>(qint64(std::floor(m_top / m_laneHeight)), 0, m_requests);
}

qint64 BatchTimelineLayout::endRequest() const
{
    return std::clamp<qint64>(qint64(std::ceil((m_top + m_height) / m_laneHeight)), 0, m_requests);
}

void BatchTimelineLayout::fit()
{
    m_laneHeight = m_requests > 0 ? std::min(mostLaneHeight, m_height / double(m_requests)) : mostLaneHeight;
    m_top = 0;
    fitTimes();
}

void BatchTimelineLayout::fitTimes()
{
    m_pixelsPerMs = std::min(mostPixelsPerMs, m_width / double(m_spanMs));
    m_left = 0;
    clamp();
}

void BatchTimelineLayout::zoomTimes(double factor, double x)
{
    const double held = ms(x);
    const double least = std::min(mostPixelsPerMs, m_width / double(m_spanMs));
    m_pixelsPerMs = std::clamp(m_pixelsPerMs * factor, least, mostPixelsPerMs);
    m_left = held * m_pixelsPerMs - x;
    clamp();
}

void BatchTimelineLayout::zoomLanes(double factor, double y)
{
    const double held = (y + m_top) / m_laneHeight;
    const double least = m_requests > 0 ? std::min(mostLaneHeight, m_height / double(m_requests)) : mostLaneHeight;
    m_laneHeight = std::clamp(m_laneHeight * factor, least, mostLaneHeight);
    m_top = held * m_laneHeight - y;
    clamp();
}

void BatchTimelineLayout::scrollTo(double left, double top)
{
    m_left = left;
    m_top = top;
    clamp();
}

void BatchTimelineLayout::showRequest(qint64 request)
{
    const double above = double(request) * m_laneHeight;
    m_top = std::clamp(m_top, above + m_laneHeight - m_height, above);
    clamp();
}

qint64 BatchTimelineLayout::tickMs(double apart) const
{
    return roundStep(apart / m_pixelsPerMs);
}

qint64 BatchTimelineLayout::numberStep(double apart) const
{
    return roundStep(apart / m_laneHeight);
}

qint64 BatchTimelineLayout::roundStep(double least)
{
    least = std::max(1.0, least);
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double times : {1.0, 2.0, 5.0}) {
        if (times * power >= least)
            return qint64(times * power);
    }
    return qint64(10 * power);
}

void BatchTimelineLayout::clamp()
{
    m_left = std::clamp(m_left, 0.0, std::max(0.0, contentWidth() - m_width));
    m_top = std::clamp(m_top, 0.0, std::max(0.0, contentHeight() - m_height));
}

} // namespace sluice::ui
