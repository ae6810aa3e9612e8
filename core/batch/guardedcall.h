// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/outcome.h"

namespace sluice::core {

/// What `work()`, which gives R, returned or threw.
template <typename R, typename Work>
[[nodiscard]] OutcomeOf<R> guardedCall(Work &work)
{
    try {
        if constexpr (std::is_void_v<R>) {
            work();
            return {};
        } else {
            return toOutcome<R>(work());
        }
    } catch (const std::exception &exception) {
        return failedOutcome<R>(BatchFault::Threw, QString::fromUtf8(exception.what()));
    } catch (...) {
        return failedOutcome<R>(BatchFault::Threw, QStringLiteral("an exception without a text"));
    }
}

} // namespace sluice::core
