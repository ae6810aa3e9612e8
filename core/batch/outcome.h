// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFuture>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace sluice::core {

/// Why a request of a batch has no value.
enum class BatchFault : std::uint8_t {
    Failed,    ///< the work says so itself; its own error is in BatchFailure::error
    Cancelled, ///< by its caller, or whoever had promised the value went away
    TimedOut,  ///< past its own deadline or the call's
    Threw,     ///< an exception; the detail is its what()
    Lost,      ///< its future finished with neither a value nor an error
    Refused,   ///< options that make no sense; nothing was begun
};

/// A BatchFault with what is to be shown and, for Failed, the error that the work gave.
template <typename E>
struct BatchFailure
{
    BatchFault kind = BatchFault::Failed;
    QString detail;
    std::optional<E> error = std::nullopt;

    bool operator==(const BatchFailure &) const = default;
};

/// The error type of work that gives a plain value and can fail only by an exception, a deadline or a cancel.
struct NoError
{
    bool operator==(const NoError &) const = default;
};

/// What the future of some work holds, R, and what a batch makes of it: Result<T, E> and plain T (void too) become
/// Result<T, BatchFailure<E>>; what is one already stays as it is, so modes can be stacked.
template <typename R>
struct BatchTraits
{
    using Value = R;
    using Error = NoError;
};
template <typename T, typename E>
struct BatchTraits<Result<T, E>>
{
    using Value = T;
    using Error = E;
};
template <typename T, typename E>
struct BatchTraits<Result<T, BatchFailure<E>>>
{
    using Value = T;
    using Error = E;
};
template <typename R>
using FailureOf = BatchFailure<typename BatchTraits<R>::Error>;
template <typename R>
using OutcomeOf = Result<typename BatchTraits<R>::Value, FailureOf<R>>;

template <typename R>
[[nodiscard]] OutcomeOf<R> failedOutcome(BatchFault kind, QString detail)
{
    return tl::unexpected<FailureOf<R>>(FailureOf<R>{kind, std::move(detail)});
}

/// The value or error of work that ended, as an outcome.
template <typename R>
[[nodiscard]] OutcomeOf<R> toOutcome(R result)
{
    if constexpr (std::is_same_v<R, OutcomeOf<R>>) {
        return result;
    } else if constexpr (std::is_same_v<typename BatchTraits<R>::Value, R>) {
        return OutcomeOf<R>(std::move(result));
    } else {
        if (!result) {
            FailureOf<R> failure{BatchFault::Failed, {}, std::move(result.error())};
            if constexpr (requires { QString(failure.error->detail); })
                failure.detail = failure.error->detail;
            return tl::unexpected<FailureOf<R>>(std::move(failure));
        }
        if constexpr (std::is_void_v<typename BatchTraits<R>::Value>)
            return OutcomeOf<R>();
        else
            return OutcomeOf<R>(std::move(*result));
    }
}

/// What a finished future holds; one that was cancelled without a value is `otherwise` with `detail`. Leaves the value
/// in the future, for others who look at it, unless it cannot be copied. Never blocks, never throws.
template <typename R>
[[nodiscard]] OutcomeOf<R> outcomeOf(QFuture<R> future, BatchFault otherwise = BatchFault::Cancelled,
                                     const QString &detail = QStringLiteral("cancelled"))
{
    try {
        if (future.isFinished())
            future.waitForFinished(); // throws what the work threw
        if constexpr (std::is_void_v<R>) {
            if (future.isFinished() && !future.isCanceled())
                return OutcomeOf<R>();
        } else if constexpr (std::is_copy_constructible_v<R>) {
            if (future.resultCount() > 0) // of a future cancelled after its end too, which calls itself invalid
                return toOutcome<R>(future.result());
        } else if (future.isValid() && future.isFinished() && future.resultCount() > 0) {
            return toOutcome<R>(future.takeResult());
        }
    } catch (const std::exception &exception) {
        return failedOutcome<R>(BatchFault::Threw, QString::fromUtf8(exception.what()));
    } catch (...) {
        return failedOutcome<R>(BatchFault::Threw, QStringLiteral("an exception without a text"));
    }
    if (future.isCanceled() || !future.isFinished())
        return failedOutcome<R>(otherwise, detail);
    return failedOutcome<R>(BatchFault::Lost, QStringLiteral("the work ended without an answer"));
}

} // namespace sluice::core
