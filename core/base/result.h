// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <QString>

#include <utility>

namespace sluice::core {

/// A value or the error that came instead of it. A thin [[nodiscard]] type over tl::expected, so that nobody can
/// overlook a failure; test it with `if (!result)`.
template <typename T, typename E>
class [[nodiscard]] Result final : public tl::expected<T, E>
{
public:
    using tl::expected<T, E>::expected;
    Result() = default;
};

/// An error as a value: a kind to branch on and a detail to show. The detail names the file, URL or column concerned
/// and, where there is one, the way out.
template <typename Kind>
struct Failure
{
    Kind kind{};
    QString detail;

    bool operator==(const Failure &) const = default;
};

/// Makes the error side of any Result whose error is Failure<Kind>: `return failure(UrlFault::Empty, u"…"_s);`
template <typename Kind>
[[nodiscard]] tl::unexpected<Failure<Kind>> failure(Kind kind, QString detail)
{
    return tl::unexpected<Failure<Kind>>(Failure<Kind>{kind, std::move(detail)});
}

} // namespace sluice::core
