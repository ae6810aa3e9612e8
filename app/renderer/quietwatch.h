// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace sluice::app {

class RenderPage;
class RequestFilter;

/// Waits until a page's network is quiet: for half a second nothing was asked for and nothing came. The engine does not
/// tell how a request ended, so the page's own list of loaded resources is counted beside the requests; while some
/// are missing there it takes two seconds, since not every kind of request gets on that list.
class QuietWatch final : public QObject
{
    Q_OBJECT

public:
    QuietWatch(RenderPage &page, const RequestFilter &filter, QObject *parent);

    /// `done` comes when it is quiet, at the latest after `longestMs`. One wait at a time.
    void start(int longestMs, std::function<void(bool isQuiet)> done);
    void stop();

private:
    void look();
    void take(int loaded);

    RenderPage &m_page;
    const RequestFilter &m_filter;
    QTimer m_tick;
    QElapsedTimer m_clock;
    std::function<void(bool)> m_done;
    int m_longestMs = 0;
    int m_sent = -1;
    int m_loaded = -1;
    qint64 m_changedMs = 0;
};

} // namespace sluice::app
