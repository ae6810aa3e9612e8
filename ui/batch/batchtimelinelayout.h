// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sluice::ui {

/// Where the times and requests of a timeline are drawn: times (ms) from left to right, one lane per request from top to
/// bottom. Lanes become thinner than a pixel where many are to be seen at once. A value; lengths in pixels.
class BatchTimelineLayout final
{
public:
    static constexpr double mostLaneHeight = 22;

    void setView(double width, double height);
    /// How much there is; what is out of bounds then is moved back in.
    void setContent(qint64 requests, qint64 spanMs);

    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; }
    [[nodiscard]] qint64 requests() const { return m_requests; }
    [[nodiscard]] double x(double ms) const { return ms * m_pixelsPerMs - m_left; }
    [[nodiscard]] double ms(double x) const { return (x + m_left) / m_pixelsPerMs; }
    [[nodiscard]] double y(double request) const { return request * m_laneHeight - m_top; }
    /// The request whose lane is there; -1: none's.
    [[nodiscard]] qint64 requestAt(double y) const;
    [[nodiscard]] double laneHeight() const { return m_laneHeight; }
    /// What can be seen of the requests: first, and the one behind the last.
    [[nodiscard]] qint64 firstRequest() const;
    [[nodiscard]] qint64 endRequest() const;

    /// All times and, with lanes as thick as that allows, all requests.
    void fit();
    void fitTimes();
    /// What lies at `x` or `y` stays there.
    void zoomTimes(double factor, double x);
    void zoomLanes(double factor, double y);
    void scrollTo(double left, double top);
    void showRequest(qint64 request);

    [[nodiscard]] double left() const { return m_left; }
    [[nodiscard]] double top() const { return m_top; }
    [[nodiscard]] double contentWidth() const { return double(m_spanMs) * m_pixelsPerMs; }
    [[nodiscard]] double contentHeight() const { return double(m_requests) * m_laneHeight; }

    /// The distance of the ticks of the time axis in ms, 1, 2 or 5 times a power of ten, so that they stand at least
    /// `apart` pixels apart.
    [[nodiscard]] qint64 tickMs(double apart) const;
    /// Of how many requests one is numbered, so that the numbers stand at least `apart` pixels apart; as the ticks.
    [[nodiscard]] qint64 numberStep(double apart) const;

private:
    /// 1, 2 or 5 times a power of ten, `least` or more.
    [[nodiscard]] static qint64 roundStep(double least);
    void clamp();

    double m_width = 1;
    double m_height = 1;
    qint64 m_requests = 0;
    qint64 m_spanMs = 1;
    double m_pixelsPerMs = 1;
    double m_laneHeight = mostLaneHeight;
    double m_left = 0;
    double m_top = 0;
};

} // namespace sluice::ui
