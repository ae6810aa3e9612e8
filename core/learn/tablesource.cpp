// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/tablesource.h"

#include "core/base/readupto.h"
#include "core/exporting/csv.h"
#include "core/store/projectreader.h"

#include <QFile>

#include <optional>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = qint64(2) << 30;

QStringList cellTexts(const QList<QVariant> &row)
{
    QStringList texts;
    texts.reserve(row.size());
    for (const QVariant &value : row)
        texts.append(cellText(value));
    return texts;
}

/// Puts records together to a table; the first names the columns.
class TableReading final
{
public:
    explicit TableReading(CancelToken cancel)
        : m_cancel(std::move(cancel))
    {}

    /// False ends the reading.
    bool take(const QStringList &record)
    {
        if (m_cancel.isCancelled())
            return stop({LearnFault::Cancelled, u"cancelled"_s});
        if (!m_table) {
            auto table = Table::withColumns(record);
            if (!table)
                return stop(table.error());
            m_table = std::move(*table);
            return true;
        }
        if (record.size() != m_table->columnCount())
            return stop(
                {LearnFault::Source, u"row %1 has %2 cells where the header has %3"_s.arg(
                                         QString::number(m_table->rowCount() + 1), QString::number(record.size()),
                                         QString::number(m_table->columnCount()))});
        m_table->append(record);
        return true;
    }

    [[nodiscard]] Result<Table, LearnFailure> finish(const QString &source)
    {
        if (m_failure && m_failure->kind == LearnFault::Cancelled)
            return tl::unexpected(*m_failure);
        if (m_failure)
            return failure(m_failure->kind, source + u": "_s + m_failure->detail);
        if (!m_table || m_table->rowCount() == 0)
            return failure(LearnFault::Source, source + u": there are no rows"_s);
        return std::move(*m_table);
    }

private:
    bool stop(LearnFailure failure)
    {
        m_failure = std::move(failure);
        return false;
    }

    CancelToken m_cancel;
    std::optional<Table> m_table;
    std::optional<LearnFailure> m_failure;
};

Result<QByteArray, LearnFailure> wholeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(LearnFault::Source, u"%1: %2"_s.arg(path, file.errorString()));
    if (file.size() > mostBytes)
        return failure(LearnFault::Source, u"%1: over 2 GiB"_s.arg(path));
    QByteArray bytes = readUpTo(file, mostBytes + 1);
    if (file.error() != QFile::NoError)
        return failure(LearnFault::Source, u"%1: %2"_s.arg(path, file.errorString()));
    if (bytes.size() > mostBytes) // a pipe does not say so beforehand
        return failure(LearnFault::Source, u"%1: over 2 GiB"_s.arg(path));
    return bytes;
}

} // namespace

Result<Table, LearnFailure> readCsvTable(const QString &path, const CancelToken &cancel)
{
    const auto bytes = wholeFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    TableReading reading(cancel);
    const auto visited = visitCsv(*bytes, [&](const QStringList &record) { return reading.take(record); });
    if (!visited)
        return failure(LearnFault::Source, u"%1: %2"_s.arg(path, visited.error().detail));
    return reading.finish(path);
}

Result<Table, LearnFailure> readCrawlTable(const QString &projectPath, CrawlId crawl, const CancelToken &cancel)
{
    const auto reader = ProjectReader::open(projectPath);
    if (!reader)
        return failure(LearnFault::Source, reader.error().detail);
    const auto columns = (*reader)->columns(crawl);
    if (!columns)
        return failure(LearnFault::Source, columns.error().detail);
    TableReading reading(cancel);
    if (reading.take(*columns)) {
        const auto visited = (*reader)->visitRows(
            crawl, *columns, [&](const RowValues &values) { return reading.take(cellTexts(values)); });
        if (!visited && visited.error().kind != StoreFault::Cancelled)
            return failure(LearnFault::Source, visited.error().detail);
    }
    return reading.finish(projectPath);
}

Result<Table, LearnFailure> tableOfRows(const QStringList &columns, const QList<QList<QVariant>> &rows)
{
    TableReading reading({});
    bool isGoingOn = reading.take(columns);
    for (qsizetype i = 0; i < rows.size() && isGoingOn; ++i)
        isGoingOn = reading.take(cellTexts(rows[i]));
    return reading.finish(u"the rows"_s);
}

} // namespace sluice::core
