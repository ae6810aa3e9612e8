// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

class QJSEngine;

namespace sluice::app {

/// A thread that interrupts a script engine which works for too long.
class Watchdog final
{
public:
    Watchdog();
    ~Watchdog();
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

    /// Between construction and destruction the engine is under watch; it must live as long. One at a time.
    class Watch final
    {
    public:
        Watch(Watchdog &watchdog, QJSEngine &engine, std::chrono::milliseconds time);
        ~Watch();
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;

    private:
        Watchdog &m_watchdog;
    };

private:
    void loop();
    void set(QJSEngine *engine, std::chrono::steady_clock::time_point deadline);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    QJSEngine *m_engine = nullptr;
    std::chrono::steady_clock::time_point m_deadline;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace sluice::app
