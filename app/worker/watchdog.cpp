// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/watchdog.h"

#include <QJSEngine>

namespace sluice::app {

Watchdog::Watchdog()
    : m_thread([this] { loop(); })
{}

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

Watchdog::Watch::Watch(Watchdog &watchdog, QJSEngine &engine, std::chrono::milliseconds time)
    : m_watchdog(watchdog)
{
    m_watchdog.set(&engine, std::chrono::steady_clock::now() + time);
}

Watchdog::Watch::~Watch()
{
    m_watchdog.set(nullptr, {});
}

void Watchdog::set(QJSEngine *engine, std::chrono::steady_clock::time_point deadline)
{
    {
        const std::lock_guard lock(m_mutex);
        m_engine = engine;
        m_deadline = deadline;
    }
    if (engine)
        m_changed.notify_one();
}

void Watchdog::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        if (!m_engine) {
            m_changed.wait(lock);
        } else if (std::chrono::steady_clock::now() < m_deadline) {
            m_changed.wait_until(lock, m_deadline);
        } else {
            m_engine->setInterrupted(true);
            m_engine = nullptr;
        }
    }
}

} // namespace sluice::app
