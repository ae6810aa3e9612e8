// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/boundedsemaphore.h"

#include <algorithm>

namespace sluice::core {

struct BoundedSemaphore::State
{
    struct Waiter
    {
        QPointer<QObject> context;
        Granted granted;
    };

    int permits = 1;
    int available = 1;
    std::deque<Waiter> waiters;

    /// The first who waits and is still there.
    [[nodiscard]] std::optional<Waiter> takeWaiter()
    {
        while (!waiters.empty()) {
            Waiter first = std::move(waiters.front());
            waiters.pop_front();
            if (first.context)
                return first;
        }
        return std::nullopt;
    }
};

BoundedSemaphore::Permit &BoundedSemaphore::Permit::operator=(Permit &&other) noexcept
{
    if (this != &other) {
        release();
        m_state = std::move(other.m_state);
    }
    return *this;
}

void BoundedSemaphore::Permit::release()
{
    const std::shared_ptr<State> state = std::move(m_state);
    if (!state)
        return;
    if (auto next = state->takeWaiter())
        next->granted(Permit(state)); // handed on, so that nobody who comes later overtakes
    else
        ++state->available;
}

BoundedSemaphore::BoundedSemaphore(int permits)
    : m_state(std::make_shared<State>())
{
    m_state->permits = std::max(permits, 1);
    m_state->available = m_state->permits;
}

std::optional<BoundedSemaphore::Permit> BoundedSemaphore::tryAcquire()
{
    if (m_state->available == 0)
        return std::nullopt;
    --m_state->available;
    return Permit(m_state);
}

void BoundedSemaphore::acquire(QObject *context, Granted granted)
{
    if (auto permit = tryAcquire())
        granted(std::move(*permit));
    else
        m_state->waiters.push_back({context, std::move(granted)});
}

int BoundedSemaphore::permits() const
{
    return m_state->permits;
}

int BoundedSemaphore::available() const
{
    return m_state->available;
}

} // namespace sluice::core
