// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/exporting/csv.h"
#include "core/store/projectreader.h"

#include <functional>

namespace sluice::core {

enum class ExportFormat { Csv, JsonLines };

struct ExportRequest
{
    QString projectPath;
    CrawlId crawl;
    ExportFormat format = ExportFormat::Csv;
    QString path; ///< "-" = standard output
    CsvOptions csv;
    QStringList columns; ///< empty = all, in their stable order

    bool operator==(const ExportRequest &) const = default;
};

enum class ExportFault { Source, Target, Cancelled };
using ExportFailure = Failure<ExportFault>;

struct ExportSummary
{
    qint64 rows = 0;
    qint64 bytes = 0;

    bool operator==(const ExportSummary &) const = default;
};

/// Gets rows written and rows in all.
using ExportProgress = std::function<void(qint64, qint64)>;

/// Writes a crawl's rows to a file: into a temporary file beside it that is renamed at the end, so that an old file
/// stays whole until the new one is. Blocks; call it off the window's thread. `progress` is called
/// now and then.
[[nodiscard]] Result<ExportSummary, ExportFailure> exportRows(const ExportRequest &request, const CancelToken &cancel,
                                                              const ExportProgress &progress = {});

/// Writes what went wrong in a crawl in the same way: the columns are problemColumns().
[[nodiscard]] Result<ExportSummary, ExportFailure>
exportProblems(const ExportRequest &request, const CancelToken &cancel, const ExportProgress &progress = {});

/// One row as a JSON object of its columns in order, compact, no line break: a line of JSON Lines.
[[nodiscard]] QByteArray jsonRow(const QStringList &columns, const RowValues &values);

} // namespace sluice::core
