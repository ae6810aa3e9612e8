// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/addresssource.h"

#include "core/base/linefile.h"
#include "core/exporting/csv.h"
#include "core/store/projectreader.h"
#include "core/url/urlpattern.h"

#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

using Answer = Result<AddressList, AddressFailure>;

constexpr qint64 largestFile = qint64(256) << 20; ///< bytes

QString grouped(qint64 number)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number); // C leaves the commas out
}

tl::unexpected<AddressFailure> tooMany()
{
    return failure(AddressFault::TooMany,
                   u"Over %1 addresses: split the list."_s.arg(grouped(AddressCollector::mostAddresses)));
}

Answer readText(const QList<FileLine> &lines, Repeats repeats)
{
    AddressCollector collector(repeats);
    for (const FileLine &line : lines) {
        if (!collector.add(line.number, line.text))
            return tooMany();
    }
    return collector.take();
}

Answer readFile(const AddressSource &source)
{
    const auto lines = readLines(source.path, largestFile);
    if (!lines)
        return failure(AddressFault::File, lines.error().detail);
    return readText(*lines, source.repeats);
}

Result<QList<QStringList>, AddressFailure> csvRecords(const QString &path)
{
    const auto text = readTextFile(path, largestFile);
    if (!text)
        return failure(AddressFault::File, text.error().detail);
    auto records = parseCsv(*text, guessedDelimiter(*text));
    if (!records)
        return failure(AddressFault::Csv, u"%1: %2"_s.arg(path, records.error().detail));
    return *std::move(records);
}

Answer readCsv(const AddressSource &source)
{
    const auto records = csvRecords(source.path);
    if (!records)
        return tl::unexpected(records.error());
    if (records->isEmpty() || source.column < 0 || source.column >= records->first().size())
        return failure(AddressFault::Column, u"%1: no column %2"_s.arg(source.path).arg(source.column + 1));
    AddressCollector collector(source.repeats);
    for (qsizetype i = source.isFirstRowData ? 0 : 1; i < records->size(); ++i) {
        const QString cell = records->at(i).value(source.column).trimmed();
        if (!cell.isEmpty() && !collector.add(i + 1, cell))
            return tooMany();
    }
    return collector.take();
}

Answer readRows(const AddressSource &source)
{
    const auto project = ProjectReader::open(source.path);
    if (!project)
        return failure(AddressFault::Project, project.error().detail);
    const auto columns = (*project)->columns(source.crawl);
    if (!columns)
        return failure(AddressFault::Project, columns.error().detail);
    if (!columns->contains(source.name))
        return failure(AddressFault::Column, u"The crawl's rows have no column \"%1\"."_s.arg(source.name));
    AddressCollector collector(source.repeats);
    qint64 number = 0;
    bool isFull = false;
    const auto take = [&](const RowValues &row) {
        const QString cell = cellText(row.value(0)).trimmed();
        ++number;
        isFull = !cell.isEmpty() && !collector.add(number, cell);
        return !isFull;
    };
    const auto visited = (*project)->visitRows(source.crawl, {source.name}, take);
    if (isFull)
        return tooMany();
    if (!visited)
        return failure(AddressFault::Project, visited.error().detail);
    return collector.take();
}

Answer readPattern(const AddressSource &source)
{
    const QString text = source.text.trimmed();
    if (text.isEmpty())
        return AddressList();
    const auto pattern = UrlPattern::parse(text);
    if (!pattern)
        return failure(AddressFault::Pattern, pattern.error().detail);
    // Counted before one is made: [1-999999999999] would fill the memory.
    if (pattern->count() > AddressCollector::mostAddresses)
        return failure(AddressFault::TooMany, u"%1 addresses; a list has at most %2."_s.arg(
                                                  grouped(pattern->count()), grouped(AddressCollector::mostAddresses)));
    AddressCollector collector(source.repeats);
    for (qint64 i = 0; i < pattern->count(); ++i) {
        if (!collector.add(i + 1, pattern->at(i)))
            return tooMany();
    }
    return collector.take();
}

Answer readGiven(const AddressSource &source)
{
    AddressCollector collector(source.repeats);
    for (qsizetype i = 0; i < source.given.size(); ++i) {
        if (!collector.add(i + 1, source.given[i]))
            return tooMany();
    }
    return collector.take();
}

} // namespace

Result<AddressList, AddressFailure> readAddresses(const AddressSource &source)
{
    switch (source.kind) {
    case AddressSource::Kind::Text:
        return readText(linesOf(source.text.toUtf8()), source.repeats);
    case AddressSource::Kind::File:
        return readFile(source);
    case AddressSource::Kind::Csv:
        return readCsv(source);
    case AddressSource::Kind::Rows:
        return readRows(source);
    case AddressSource::Kind::Pattern:
        return readPattern(source);
    case AddressSource::Kind::Given:
        return readGiven(source);
    }
    Q_UNREACHABLE();
}

Result<QStringList, AddressFailure> readCsvHead(const QString &path)
{
    const auto records = csvRecords(path);
    if (!records)
        return tl::unexpected(records.error());
    if (records->isEmpty())
        return failure(AddressFault::Column, u"%1: it is empty"_s.arg(path));
    return records->first();
}

char guessedDelimiter(QByteArrayView text)
{
    constexpr std::array<char, 4> candidates = {',', ';', '\t', '|'};
    std::array<int, candidates.size()> counts = {};
    bool isQuoted = false;
    for (const char each : text) {
        if (!isQuoted && (each == '\n' || each == '\r'))
            break;
        if (each == '"')
            isQuoted = !isQuoted;
        for (size_t i = 0; i < candidates.size(); ++i)
            counts[i] += !isQuoted && each == candidates[i] ? 1 : 0;
    }
    return candidates[std::max_element(counts.begin(), counts.end()) - counts.begin()];
}

} // namespace sluice::core
