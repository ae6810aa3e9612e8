// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <algorithm>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace sluice::core {

/// Where a batch gets its requests, one at a time and only when there is room for one: a list, or a function that gives
/// the next (nullopt: no more), which may be endless. When a batch is cancelled, what remains of a list is told as
/// cancelled, request by request; a function is not called again. Equal requests are requests of their own.
template <typename Request>
class Requests final
{
public:
    using Next = std::function<std::optional<Request>()>;

    Requests(QList<Request> list)
        : m_list(std::move(list))
        , m_isEnding(true)
    {}
    Requests(Next next)
        : m_next(std::move(next))
    {}
    template <typename Generator>
    requires std::is_invocable_r_v<std::optional<Request>, Generator &> explicit Requests(Generator next)
        : m_next(std::move(next))
    {}

    /// `isEnding`: the function is known to end, so what remains of it may be told as cancelled.
    Requests(Next next, bool isEnding)
        : m_next(std::move(next))
        , m_isEnding(isEnding)
    {}

    /// Whether it is a list, or something else that is known to end.
    [[nodiscard]] bool isEnding() const { return m_isEnding; }

    [[nodiscard]] std::optional<Request> next()
    {
        if (m_next)
            return m_isDry ? std::nullopt : ask();
        if (m_at >= m_list.size())
            return std::nullopt;
        return m_list.at(m_at++);
    }

    /// The same requests, up to `size` (at least 1) at a time.
    [[nodiscard]] Requests<QList<Request>> chunked(qsizetype size) const
    {
        auto gather = [source = *this, size = std::max<qsizetype>(size, 1)]() mutable -> std::optional<QList<Request>> {
            QList<Request> chunk;
            while (chunk.size() < size) {
                auto request = source.next();
                if (!request)
                    break;
                chunk.append(std::move(*request));
            }
            return chunk.isEmpty() ? std::nullopt : std::optional(std::move(chunk));
        };
        return Requests<QList<Request>>(typename Requests<QList<Request>>::Next(std::move(gather)), isEnding());
    }

private:
    [[nodiscard]] std::optional<Request> ask()
    {
        auto request = m_next();
        m_isDry = !request;
        return request;
    }

    QList<Request> m_list;
    qsizetype m_at = 0;
    Next m_next;
    bool m_isEnding = false;
    bool m_isDry = false;
};

template <typename Request>
Requests(QList<Request>) -> Requests<Request>;
template <typename Generator>
requires std::is_invocable_v<Generator &> Requests(Generator)
->Requests<typename std::invoke_result_t<Generator &>::value_type>;

} // namespace sluice::core
