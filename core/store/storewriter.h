// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/groupwriter.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace sluice::core {

/// The one thread that writes a project. Commands queue in the order given and are committed in groups: after 100
/// outcomes, 100 ms after the first, or when nothing has come for 10 ms, so that a crawl that waits for its permits
/// gets them back soon. After a failure it keeps everything and does nothing until retry().
class StoreWriter final
{
public:
    using Outcomes = QList<QPair<CrawlId, UrlId>>;
    /// Both are called on the writer's thread.
    struct Listener
    {
        std::function<void(const Outcomes &)> committed;
        std::function<void(const StoreFailure &)> trouble;
    };

    StoreWriter(std::unique_ptr<Database> database, Listener listener);
    /// Commits what is queued (after trouble with one more try), checkpoints and ends the thread.
    ~StoreWriter();
    StoreWriter(const StoreWriter &) = delete;
    StoreWriter &operator=(const StoreWriter &) = delete;

    /// Whether the statements fit the file; looked at once after construction.
    [[nodiscard]] const Result<void, StoreFailure> &prepared() const { return m_prepared; }

    void post(StoreCommand command);
    /// Runs `work` after everything posted before, in a transaction of its own, and waits for it.
    [[nodiscard]] CallCommand::Answer call(CallCommand::Work work);
    void flush();
    void retry();
    Result<void, StoreFailure> drain();

private:
    using Time = std::chrono::steady_clock::time_point;

    void run();
    void waitForWork(std::unique_lock<std::mutex> &lock);
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] Time deadline() const;
    void takeGroup();
    void commitGroup(std::unique_lock<std::mutex> &lock);
    void runCall(std::unique_lock<std::mutex> &lock);
    void enterTrouble(const StoreFailure &failure);
    [[nodiscard]] bool isIdle() const { return !m_isBusy && m_queue.empty() && m_group.empty(); }

    std::unique_ptr<Database> m_database;
    GroupWriter m_groupWriter;
    Result<void, StoreFailure> m_prepared;
    Listener m_listener;

    mutable std::mutex m_mutex; ///< guards all below; m_group is the thread's own while m_isBusy
    std::condition_variable m_wake;
    std::condition_variable m_changed;
    std::deque<StoreCommand> m_queue;
    std::vector<StoreCommand> m_group; ///< taken from the queue and not on disk yet
    int m_queuedOutcomes = 0;
    Time m_firstAt;
    Time m_lastAt;
    bool m_isFlushing = false; ///< until the queue is empty
    bool m_isBusy = false;
    bool m_isRetryWanted = false;
    bool m_isStopping = false;
    std::optional<StoreFailure> m_trouble;
    std::thread m_thread;
};

} // namespace sluice::core
