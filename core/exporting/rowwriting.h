// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/exporter.h"

namespace sluice::core {

/// What an export writes, and where it comes from.
struct RowsToWrite
{
    QStringList columns;
    qint64 total = 0; ///< about how many rows, for the progress
    /// Gives each row to the function, until that returns false.
    std::function<Result<void, StoreFailure>(const std::function<bool(const RowValues &)> &)> visit;
};

/// Writes the rows in the format and to the place that the request names.
[[nodiscard]] Result<ExportSummary, ExportFailure> writeRows(const ExportRequest &request, const RowsToWrite &rows,
                                                             const CancelToken &cancel, const ExportProgress &progress);

} // namespace sluice::core
