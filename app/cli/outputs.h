// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "app/cli/rowprinter.h"
#include "core/base/cancel.h"
#include "core/base/ids.h"

#include <optional>

namespace sluice::app {

/// Where rows go.
struct Outputs
{
    QString csv;       ///< path, "-" = standard output, null = none
    QString jsonLines; ///< likewise
    bool isFormulaGuarded = true;
    bool isJson = false; ///< rows on standard output are objects

    [[nodiscard]] bool isEmpty() const { return csv.isNull() && jsonLines.isNull(); }
    /// How rows go to standard output as they come; nothing when they do not.
    [[nodiscard]] std::optional<RowPrinter::Format> streamFormat() const;

    bool operator==(const Outputs &) const = default;
};

/// --csv, --jsonl, --no-formula-guard, and what comes later.
[[nodiscard]] QList<Option> outputOptions();
/// The error says which options do not go together.
[[nodiscard]] core::Result<Outputs, QString> readOutputs(const Arguments &arguments);
/// Before hours of crawling: whether the files can be written. The error names the first that cannot.
[[nodiscard]] core::Result<void, QString> probeOutputs(const Outputs &outputs);

/// Which rows to write.
struct RowSource
{
    QString projectPath;
    core::CrawlId crawl;
    /// Standard output gets only rows after this one; files get all.
    core::RowId after;
    /// JSON Lines for standard output went there as they came.
    bool isStreamed = false;
};

/// The last row of the crawl in the project; none where it has none yet.
[[nodiscard]] core::RowId lastRow(const QString &projectPath, core::CrawlId crawl);

/// Writes all that is written at the end; returns the exit code.
[[nodiscard]] int writeOutputs(const Outputs &outputs, const RowSource &source, const core::CancelToken &cancel,
                               Console &console);

} // namespace sluice::app
