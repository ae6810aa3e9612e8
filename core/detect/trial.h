// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::core {

/// What a test of one's own did with the browser that it ran in.
enum class TrialEnd {
    Redirected, ///< the browser was sent to /automation-detected
    LeftAlone,
    Failed, ///< the test has an error, or the browser did not come
};

struct TrialOutcome
{
    QString token;
    TrialEnd end = TrialEnd::Failed;
    QString detail; ///< of a failure

    bool operator==(const TrialOutcome &) const = default;
};

} // namespace sluice::core
