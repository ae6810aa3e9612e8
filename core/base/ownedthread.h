// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <utility>

namespace sluice::core {

/// One thread with an event loop and the one object that lives on it. The thread runs from construction until
/// destruction; the destructor deletes the object on its own thread and waits. Only values cross: reach the object
/// with post().
template <typename Worker>
class OwnedThread final
{
public:
    /// Starts the thread and builds the worker on it with `make`; returns once the worker exists.
    explicit OwnedThread(const QString &name, std::function<std::unique_ptr<Worker>()> make)
    {
        m_thread.setObjectName(name);
        m_anchor.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_anchor, [this, make = std::move(make)] { m_worker = make(); }, Qt::BlockingQueuedConnection);
    }

    ~OwnedThread()
    {
        QMetaObject::invokeMethod(
            &m_anchor, [this] { m_worker.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    OwnedThread(const OwnedThread &) = delete;
    OwnedThread &operator=(const OwnedThread &) = delete;

    /// Runs `work(worker)` on the worker's thread, later; never blocks. Dropped when the thread is going away.
    template <typename Work>
    void post(Work work)
    {
        QMetaObject::invokeMethod(&m_anchor, [this, work = std::move(work)]() mutable {
            if (m_worker)
                work(*m_worker);
        });
    }

    /// Runs `work(worker)` on the worker's thread and waits for it. For construction, shutdown and tests only.
    template <typename Work>
    void call(Work work)
    {
        QMetaObject::invokeMethod(
            &m_anchor, [this, &work] { work(*m_worker); }, Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_anchor;
    std::unique_ptr<Worker> m_worker;
};

} // namespace sluice::core
