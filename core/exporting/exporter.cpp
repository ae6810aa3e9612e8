// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporter.h"

#include "core/exporting/rowwriting.h"
#include "core/store/problemreader.h"

namespace sluice::core {

namespace {

tl::unexpected<ExportFailure> sourceFailure(const StoreFailure &error)
{
    return failure(ExportFault::Source, error.detail);
}

/// The cells of those of the problem columns that are asked for, in that order.
RowValues chosenCells(const RowValues &values, const QStringList &columns)
{
    RowValues chosen;
    for (const QString &column : columns)
        chosen.append(values.value(problemColumns().indexOf(column)));
    return chosen;
}

} // namespace

Result<ExportSummary, ExportFailure> exportRows(const ExportRequest &request, const CancelToken &cancel,
                                                const ExportProgress &progress)
{
    const auto reader = ProjectReader::open(request.projectPath);
    if (!reader)
        return sourceFailure(reader.error());
    const auto total = (*reader)->rowCount(request.crawl);
    const auto all = (*reader)->columns(request.crawl);
    if (!total || !all)
        return sourceFailure(total ? all.error() : total.error());
    const QStringList columns = request.columns.isEmpty() ? *all : request.columns;
    const auto visit = [&](const std::function<bool(const RowValues &)> &take) {
        return (*reader)->visitRows(request.crawl, columns, take);
    };
    return writeRows(request, {columns, *total, visit}, cancel, progress);
}

Result<ExportSummary, ExportFailure> exportProblems(const ExportRequest &request, const CancelToken &cancel,
                                                    const ExportProgress &progress)
{
    const auto reader = ProblemReader::open(request.projectPath);
    if (!reader)
        return sourceFailure(reader.error());
    const auto total = (*reader)->estimate(request.crawl);
    if (!total)
        return sourceFailure(total.error());
    const QStringList columns = request.columns.isEmpty() ? problemColumns() : request.columns;
    const auto visit = [&](const std::function<bool(const RowValues &)> &take) {
        return (*reader)->visit(request.crawl,
                                [&](const RowValues &values) { return take(chosenCells(values, columns)); });
    };
    return writeRows(request, {columns, *total, visit}, cancel, progress);
}

} // namespace sluice::core
