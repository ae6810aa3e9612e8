// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storewriter.h"

#include <pthread.h>

namespace sluice::core {

using namespace std::chrono_literals;

namespace {

constexpr int groupOutcomes = 100;
/// Commands in a group, so that a transaction stays short when many come that are no outcomes.
constexpr size_t groupCommands = 400;
constexpr auto groupTime = 100ms;
constexpr auto quietTime = 10ms;

} // namespace

StoreWriter::StoreWriter(std::unique_ptr<Database> database, Listener listener)
    : m_database(std::move(database))
    , m_groupWriter(*m_database)
    , m_prepared(m_database->takeResult())
    , m_listener(std::move(listener))
    , m_thread([this] { run(); })
{
    pthread_setname_np(m_thread.native_handle(), "store");
}

StoreWriter::~StoreWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_isRetryWanted = true;
        m_wake.notify_one();
    }
    m_thread.join();
    m_database->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void StoreWriter::post(StoreCommand command)
{
    const std::lock_guard lock(m_mutex);
    m_lastAt = std::chrono::steady_clock::now();
    const bool wasEmpty = m_queue.empty();
    if (wasEmpty)
        m_firstAt = m_lastAt;
    if (std::holds_alternative<Outcome>(command))
        ++m_queuedOutcomes;
    m_queue.push_back(std::move(command));
    if (wasEmpty || m_queuedOutcomes >= groupOutcomes)
        m_wake.notify_one();
}

CallCommand::Answer StoreWriter::call(CallCommand::Work work)
{
    CallCommand command;
    command.work = std::move(work);
    std::future<CallCommand::Answer> answer = command.answer.get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (m_trouble)
            return tl::unexpected(*m_trouble);
        m_queue.push_back(std::move(command));
        m_isFlushing = true;
        m_wake.notify_one();
    }
    return answer.get();
}

void StoreWriter::flush()
{
    const std::lock_guard lock(m_mutex);
    m_isFlushing = !m_queue.empty();
    m_wake.notify_one();
}

void StoreWriter::retry()
{
    const std::lock_guard lock(m_mutex);
    m_isRetryWanted = m_trouble.has_value();
    m_wake.notify_one();
}

Result<void, StoreFailure> StoreWriter::drain()
{
    std::unique_lock lock(m_mutex);
    m_isFlushing = !m_queue.empty();
    m_wake.notify_one();
    m_changed.wait(lock, [this] { return isIdle() || (m_trouble && !m_isBusy && !m_isRetryWanted); });
    if (m_trouble)
        return tl::unexpected(*m_trouble);
    return {};
}

void StoreWriter::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        waitForWork(lock);
        m_isRetryWanted = false;
        m_trouble.reset();
        if (m_group.empty() && !m_queue.empty() && std::holds_alternative<CallCommand>(m_queue.front())) {
            runCall(lock);
        } else {
            takeGroup();
            if (!m_group.empty())
                commitGroup(lock);
        }
        if (m_queue.empty())
            m_isFlushing = false;
        m_changed.notify_all();
        if (m_isStopping && (isIdle() || m_trouble))
            return;
    }
}

void StoreWriter::waitForWork(std::unique_lock<std::mutex> &lock)
{
    while (!m_isStopping && !isReady()) {
        if (m_queue.empty() || m_trouble)
            m_wake.wait(lock);
        else
            m_wake.wait_until(lock, deadline());
    }
}

bool StoreWriter::isReady() const
{
    if (m_trouble)
        return m_isRetryWanted;
    if (m_queue.empty())
        return false;
    return m_isFlushing || m_queuedOutcomes >= groupOutcomes || std::chrono::steady_clock::now() >= deadline();
}

StoreWriter::Time StoreWriter::deadline() const
{
    return std::min(m_firstAt + groupTime, m_lastAt + quietTime);
}

void StoreWriter::takeGroup()
{
    if (!m_group.empty())
        return; // the group that failed goes first, and alone
    int outcomes = 0;
    while (!m_queue.empty() && outcomes < groupOutcomes && m_group.size() < groupCommands &&
           !std::holds_alternative<CallCommand>(m_queue.front())) {
        if (std::holds_alternative<Outcome>(m_queue.front()))
            ++outcomes;
        m_group.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    m_queuedOutcomes -= outcomes;
    m_firstAt = std::chrono::steady_clock::now();
}

void StoreWriter::commitGroup(std::unique_lock<std::mutex> &lock)
{
    m_isBusy = true;
    lock.unlock();
    const auto result = m_groupWriter.write(m_group);
    if (result) {
        Outcomes outcomes;
        for (const StoreCommand &command : m_group) {
            // A try that is to be repeated is no end: the next outcome of the same URL must not be taken for committed.
            if (const auto *outcome = std::get_if<Outcome>(&command); outcome && outcome->state != UrlState::Pending)
                outcomes.append({outcome->crawl, outcome->url});
        }
        m_group.clear(); // lets go of what the outcomes kept alive, before anybody is told that there is room
        if (!outcomes.isEmpty())
            m_listener.committed(outcomes);
    } else {
        lock.lock();
        enterTrouble(result.error());
        lock.unlock();
        m_listener.trouble(result.error());
    }
    lock.lock();
    m_isBusy = false;
}

void StoreWriter::runCall(std::unique_lock<std::mutex> &lock)
{
    CallCommand command = std::move(std::get<CallCommand>(m_queue.front()));
    m_queue.pop_front();
    m_isBusy = true;
    lock.unlock();
    auto answer = m_groupWriter.call(command.work);
    lock.lock();
    m_isBusy = false;
    command.answer.set_value(std::move(answer));
}

void StoreWriter::enterTrouble(const StoreFailure &failure)
{
    m_trouble = failure;
    m_isRetryWanted = false;
    // Whoever waits for an answer gets this one: nobody may wait until a disk has room again.
    std::erase_if(m_queue, [&failure](StoreCommand &command) {
        auto *call = std::get_if<CallCommand>(&command);
        if (call)
            call->answer.set_value(tl::unexpected(failure));
        return call != nullptr;
    });
}

} // namespace sluice::core
