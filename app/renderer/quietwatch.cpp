// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/quietwatch.h"

#include "app/renderer/pagescripts.h"
#include "app/renderer/renderpage.h"
#include "app/renderer/requestfilter.h"

#include <QPointer>
#include <QVariant>
#include <QWebEngineScript>

#include <utility>

namespace sluice::app {

namespace {

constexpr int lookEveryMs = 100;
constexpr int quietMs = 500;
constexpr int quietWithMissingMs = 2'000;

} // namespace

QuietWatch::QuietWatch(RenderPage &page, const RequestFilter &filter, QObject *parent)
    : QObject(parent)
    , m_page(page)
    , m_filter(filter)
{
    m_tick.setInterval(lookEveryMs);
    connect(&m_tick, &QTimer::timeout, this, &QuietWatch::look);
}

void QuietWatch::start(int longestMs, std::function<void(bool)> done)
{
    m_done = std::move(done);
    m_longestMs = longestMs;
    m_sent = m_loaded = -1;
    m_changedMs = 0;
    m_clock.start();
    m_tick.start();
}

void QuietWatch::stop()
{
    m_tick.stop();
    m_done = {};
}

void QuietWatch::look()
{
    if (m_clock.elapsed() >= m_longestMs) {
        const auto done = std::exchange(m_done, {});
        m_tick.stop();
        if (done)
            done(false);
        return;
    }
    m_page.runJavaScript(countResources(), QWebEngineScript::ApplicationWorld,
                         [self = QPointer(this)](const QVariant &count) {
                             if (self)
                                 self->take(count.toInt());
                         });
}

void QuietWatch::take(int loaded)
{
    if (!m_done)
        return;
    if (loaded != m_loaded || m_filter.sent() != m_sent) {
        m_loaded = loaded;
        m_sent = m_filter.sent();
        m_changedMs = m_clock.elapsed();
        return;
    }
    // The page's own request is not on its list.
    const bool isMissing = m_loaded < m_sent - 1;
    if (m_clock.elapsed() - m_changedMs < (isMissing ? quietWithMissingMs : quietMs))
        return;
    const auto done = std::exchange(m_done, {});
    m_tick.stop();
    done(true);
}

} // namespace sluice::app
