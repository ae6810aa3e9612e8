// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/ids.h"
#include "core/learn/table.h"

#include <QVariant>

namespace sluice::core {

/// A table of a CSV file (RFC 4180, UTF-8, the first record names the columns), of at most 2 GiB. Source, naming the
/// file and the row, where a row is longer or shorter than the first record; a table without rows is refused too.
[[nodiscard]] Result<Table, LearnFailure> readCsvTable(const QString &path, const CancelToken &cancel);

/// A table of all rows of a crawl in a project file, with the columns that exports have.
[[nodiscard]] Result<Table, LearnFailure> readCrawlTable(const QString &projectPath, CrawlId crawl,
                                                         const CancelToken &cancel);

/// A table of rows that are there already, each with a cell a column; none is missing.
[[nodiscard]] Result<Table, LearnFailure> tableOfRows(const QStringList &columns, const QList<QList<QVariant>> &rows);

} // namespace sluice::core
