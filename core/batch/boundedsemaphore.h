// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace sluice::core {

/// So many things at once and no more, for work that never blocks: whoever finds no permit left waits in a queue and is
/// called back. Share one among several batches to bound them together. Permits may outlive the semaphore. Lives on one
/// thread.
class BoundedSemaphore final
{
    struct State;

public:
    static constexpr int defaultPermits = 200;

    /// A place taken; it is given back when the permit is destroyed, and cannot be given back twice.
    class Permit final
    {
    public:
        Permit() = default;
        ~Permit() { release(); }
        Permit(Permit &&other) noexcept = default;
        Permit &operator=(Permit &&other) noexcept;
        Permit(const Permit &) = delete;
        Permit &operator=(const Permit &) = delete;

        [[nodiscard]] bool isHeld() const { return m_state != nullptr; }
        void release();

    private:
        friend class BoundedSemaphore;
        explicit Permit(std::shared_ptr<State> state)
            : m_state(std::move(state))
        {}

        std::shared_ptr<State> m_state;
    };
    using Granted = std::function<void(Permit)>;

    /// `permits` below 1 count as 1.
    explicit BoundedSemaphore(int permits = defaultPermits);

    /// A permit if one is free and nobody waits for it.
    [[nodiscard]] std::optional<Permit> tryAcquire();
    /// Calls `granted` with a permit once one is free, first come, first served: inside this call if one is free now.
    /// Not at all if `context` has died by then.
    void acquire(QObject *context, Granted granted);

    [[nodiscard]] int permits() const;
    [[nodiscard]] int available() const;

private:
    std::shared_ptr<State> m_state;
};

} // namespace sluice::core
