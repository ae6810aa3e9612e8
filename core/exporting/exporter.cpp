// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporter.h"

#include "core/exporting/exporttarget.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rowsPerReport = 1'000;
/// Text is handed to the file in pieces of this size.
constexpr qsizetype chunkBytes = qsizetype(256) << 10;

constexpr char utf8Mark[] = "\xEF\xBB\xBF";

tl::unexpected<ExportFailure> sourceFailure(const StoreFailure &error)
{
    return failure(ExportFault::Source, error.detail);
}

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

Result<ExportSummary, ExportFailure> exportRows(const ExportRequest &request, const CancelToken &cancel,
                                                const std::function<void(qint64, qint64)> &progress)
{
    const auto reader = ProjectReader::open(request.projectPath);
    if (!reader)
        return sourceFailure(reader.error());
    const auto total = (*reader)->rowCount(request.crawl);
    const auto all = (*reader)->columns(request.crawl);
    if (!total || !all)
        return sourceFailure(total ? all.error() : total.error());
    const QStringList columns = request.columns.isEmpty() ? *all : request.columns;
    const auto target = ExportTarget::open(request.path, request.projectPath);
    if (!target)
        return tl::unexpected(target.error());

    RowWriter writer(request, columns, **target);
    const auto visited = (*reader)->visitRows(request.crawl, columns, [&](const RowValues &values) {
        if (cancel.isCancelled() || !writer.add(values))
            return false;
        if (progress && writer.rows() % rowsPerReport == 0)
            progress(writer.rows(), *total);
        return true;
    });
    if (!writer.result())
        return tl::unexpected(writer.result().error());
    if (cancel.isCancelled())
        return failure(ExportFault::Cancelled, u"The export to %1 was cancelled."_s.arg(request.path));
    if (!visited)
        return sourceFailure(visited.error());
    if (const auto result = writer.finish(); !result)
        return tl::unexpected(result.error());
    if (progress)
        progress(writer.rows(), std::max(writer.rows(), *total));
    return ExportSummary{writer.rows(), (*target)->bytes()};
}

} // namespace sluice::core
