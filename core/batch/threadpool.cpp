// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/threadpool.h"

#include <QThread>

#include <algorithm>
#include <iterator>
#include <utility>

namespace sluice::core {

ThreadPool::ThreadPool(int threads)
{
    const int count = std::max(1, threads > 0 ? threads : QThread::idealThreadCount());
    m_threads.reserve(size_t(count));
    for (int i = 0; i < count; ++i)
        m_threads.emplace_back([this] { runJobs(); });
}

ThreadPool::~ThreadPool()
{
    std::deque<Job> dropped; // its promises end outside the lock: their futures may have callbacks
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        dropped.swap(m_jobs);
    }
    m_wake.notify_all();
    dropped.clear();
    for (std::thread &thread : m_threads)
        thread.join();
}

void ThreadPool::clear()
{
    std::deque<Job> dropped; // ends outside the lock, as above
    {
        const std::lock_guard lock(m_mutex);
        dropped.swap(m_jobs);
    }
    dropped.clear();
    std::unique_lock lock(m_mutex);
    m_rest.wait(lock, [this] { return m_running == 0; });
}

qsizetype ThreadPool::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return qsizetype(m_jobs.size());
}

void ThreadPool::post(Job job)
{
    std::deque<Job> dropped; // ends outside the lock, as above
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding)
            return; // a job's own job, too late: its future is cancelled
        m_jobs.push_back(std::move(job));
        if (m_jobs.size() > m_mostJobs)
            dropped = takeCancelled();
    }
    m_wake.notify_one();
}

/// While all threads are busy for long, an endless source that cancels its jobs by deadlines must not fill the memory.
std::deque<ThreadPool::Job> ThreadPool::takeCancelled()
{
    const auto isWanted = [](const Job &job) { return !job.isCancelled(); };
    const auto gone = std::stable_partition(m_jobs.begin(), m_jobs.end(), isWanted);
    std::deque<Job> cancelled(std::make_move_iterator(gone), std::make_move_iterator(m_jobs.end()));
    m_jobs.erase(gone, m_jobs.end());
    m_mostJobs = std::max(fewJobs, 2 * m_jobs.size());
    return cancelled;
}

void ThreadPool::runJobs()
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_isEnding || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            ++m_running;
        }
        job.run();
        job = {}; // what it owns ends before anybody hears that it has ended
        const std::lock_guard lock(m_mutex);
        if (--m_running == 0)
            m_rest.notify_all();
    }
}

} // namespace sluice::core
