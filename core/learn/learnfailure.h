// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace sluice::core {

enum class LearnFault {
    Source,    ///< the data cannot be read
    Table,     ///< a column is not fit for what is asked of it; the detail names it
    Options,   ///< an option is unknown or out of its range; the detail names it
    Model,     ///< no model file, a damaged one, or one for another table
    Output,    ///< the result cannot be written
    Library,   ///< XGBoost refused; the detail is its own
    Cancelled, ///< asked to stop
};
using LearnFailure = Failure<LearnFault>;

/// "column "Age": WHAT", so that every complaint names the column in the same way.
[[nodiscard]] inline QString aboutColumn(const QString &column, const QString &what)
{
    return QStringLiteral("column \"%1\": %2").arg(column, what);
}

} // namespace sluice::core
