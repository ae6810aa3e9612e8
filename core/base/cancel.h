// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

namespace sluice::core {

/// Asks whether the work it was given to should stop. Copies share one flag; any thread may ask.
class CancelToken final
{
public:
    CancelToken() = default;

    [[nodiscard]] bool isCancelled() const { return m_flag && m_flag->load(std::memory_order_relaxed); }

private:
    friend class CancelSource;
    explicit CancelToken(std::shared_ptr<const std::atomic_bool> flag)
        : m_flag(std::move(flag))
    {}

    std::shared_ptr<const std::atomic_bool> m_flag;
};

/// The hand that pulls the brake: every token it gave out reports cancelled from then on. Any thread may cancel.
class CancelSource final
{
public:
    void cancel() { m_flag->store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool isCancelled() const { return m_flag->load(std::memory_order_relaxed); }
    [[nodiscard]] CancelToken token() const { return CancelToken(m_flag); }

private:
    std::shared_ptr<std::atomic_bool> m_flag = std::make_shared<std::atomic_bool>(false);
};

} // namespace sluice::core
