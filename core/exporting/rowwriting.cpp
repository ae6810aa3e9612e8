// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/rowwriting.h"

#include "core/exporting/exporttarget.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rowsPerReport = 1'000;
/// Text is handed to the file in pieces of this size.
constexpr qsizetype chunkBytes = qsizetype(256) << 10;

constexpr char utf8Mark[] = "\xEF\xBB\xBF";

/// Writes the rows of one export to an open target.
class RowWriter final
{
public:
    RowWriter(const ExportRequest &request, QStringList columns, ExportTarget &target)
        : m_request(request)
        , m_columns(std::move(columns))
        , m_target(target)
    {
        if (request.format != ExportFormat::Csv)
            return;
        if (request.csv.hasByteOrderMark)
            m_buffer = utf8Mark;
        m_buffer += csvRecord(RowValues(m_columns.begin(), m_columns.end()), request.csv);
    }

    /// False once the target has failed.
    bool add(const RowValues &values)
    {
        m_buffer += m_request.format == ExportFormat::Csv ? csvRecord(values, m_request.csv)
                                                          : jsonRow(m_columns, values) + '\n';
        ++m_rows;
        if (m_buffer.size() >= chunkBytes)
            writeBuffer();
        return m_result.has_value();
    }

    Result<void, ExportFailure> finish()
    {
        if (m_result)
            writeBuffer();
        if (m_result)
            m_result = m_target.commit();
        return m_result;
    }

    [[nodiscard]] qint64 rows() const { return m_rows; }
    [[nodiscard]] const Result<void, ExportFailure> &result() const { return m_result; }

private:
    void writeBuffer()
    {
        m_result = m_target.write(m_buffer);
        m_buffer.clear();
    }

    const ExportRequest &m_request;
    const QStringList m_columns;
    ExportTarget &m_target;
    QByteArray m_buffer;
    qint64 m_rows = 0;
    Result<void, ExportFailure> m_result;
};

} // namespace

Result<ExportSummary, ExportFailure> writeRows(const ExportRequest &request, const RowsToWrite &rows,
                                               const CancelToken &cancel, const ExportProgress &progress)
{
    const auto target = ExportTarget::open(request.path, request.projectPath);
    if (!target)
        return tl::unexpected(target.error());
    RowWriter writer(request, rows.columns, **target);
    const auto visited = rows.visit([&](const RowValues &values) {
        if (cancel.isCancelled() || !writer.add(values))
            return false;
        if (progress && writer.rows() % rowsPerReport == 0)
            progress(writer.rows(), std::max(writer.rows(), rows.total));
        return true;
    });
    if (!writer.result())
        return tl::unexpected(writer.result().error());
    if (cancel.isCancelled())
        return failure(ExportFault::Cancelled, u"The export to %1 was cancelled."_s.arg(request.path));
    if (!visited)
        return failure(ExportFault::Source, visited.error().detail);
    if (const auto result = writer.finish(); !result)
        return tl::unexpected(result.error());
    if (progress)
        progress(writer.rows(), std::max(writer.rows(), rows.total));
    return ExportSummary{writer.rows(), (*target)->bytes()};
}

} // namespace sluice::core
