// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/threadpool.h"

#include <QThread>

#include <algorithm>
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

qsizetype ThreadPool::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return qsizetype(m_jobs.size());
}

void ThreadPool::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding)
            return; // a job's own job, too late: its future is cancelled
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
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
        }
        job();
    }
}

} // namespace sluice::core
