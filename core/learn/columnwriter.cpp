// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/columnwriter.h"

#include "core/base/displaytext.h"
#include "core/learn/cellreading.h"

#include <algorithm>
#include <limits>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr qsizetype shownLength = 40;

QString expectedBy(ColumnRole role)
{
    return role == ColumnRole::Date ? u"a date such as 2026-01-31"_s : u"a number"_s;
}

} // namespace

quint32 wordBucket(QByteArrayView word)
{
    quint32 hash = 2'166'136'261U;
    for (const char c : word) {
        hash ^= quint8(c);
        hash *= 16'777'619U;
    }
    return (hash >> 16) ^ (hash & 0xFFFFU);
}

ColumnWriter::ColumnWriter(const ColumnEncoding &encoding, const NullRule &missing, FeatureMatrix &matrix,
                           qsizetype first)
    : m_encoding(encoding)
    , m_matrix(matrix)
    , m_first(first)
    , m_missingNumber(missing.isNative ? nan : float(missing.number))
    , m_missingCode(missing.isNative      ? nan
                    : encoding.hasMissing ? float(encoding.levels.size())
                                          : unknownCategory)
    , m_otherCode(encoding.hasOther ? float(encoding.levels.size() + 1) : unknownCategory)
{
    for (qsizetype i = 0; i < encoding.levels.size(); ++i)
        m_codes.insert(encoding.levels[i], int(i));
}

Result<void, LearnFailure> ColumnWriter::write(const Column &column, const RowList &rows)
{
    float *at = m_matrix.values.data() + m_first;
    for (const qsizetype row : rows) {
        if (!writeCell(column.cell(row), at)) {
            const QString shown = displayText(QString::fromUtf8(column.cell(row)), shownLength);
            return failure(LearnFault::Table, aboutColumn(column.name(), u"row %1 is \"%2\", %3 was expected"_s.arg(
                                                                             QString::number(row + 1), shown,
                                                                             expectedBy(m_encoding.role))));
        }
        at += m_matrix.columns;
    }
    return {};
}

bool ColumnWriter::writeCell(QByteArrayView cell, float *at) const
{
    switch (m_encoding.role) {
    case ColumnRole::Numeric:
        return writeNumber(cell, at);
    case ColumnRole::Date:
        return writeDate(cell, at);
    case ColumnRole::Categorical:
    case ColumnRole::TextCategories:
        writeCode(cell.trimmed(), at);
        return true;
    case ColumnRole::TextWords:
        writeWords(cell, at);
        return true;
    case ColumnRole::Target:
    case ColumnRole::Identifier:
    case ColumnRole::Ignored:
        return true;
    }
    Q_UNREACHABLE();
}

bool ColumnWriter::writeNumber(QByteArrayView cell, float *at) const
{
    if (const auto number = readNumber(cell)) {
        *at = float(*number);
        return true;
    }
    *at = m_missingNumber;
    return isMissingNumber(cell);
}

bool ColumnWriter::writeDate(QByteArrayView cell, float *at) const
{
    const qsizetype count = m_encoding.featureCount();
    const auto date = readDate(cell);
    if (!date) {
        std::fill(at, at + count, m_missingNumber);
        return cell.trimmed().isEmpty();
    }
    at[0] = float(date->day.year());
    at[1] = float(date->day.month());
    at[2] = float(date->day.day());
    at[3] = float(date->day.dayOfWeek());
    if (m_encoding.hasTime)
        at[4] = date->hour ? float(*date->hour) : m_missingNumber;
    return true;
}

void ColumnWriter::writeCode(QByteArrayView cell, float *at) const
{
    const auto code = m_codes.constFind(QByteArray::fromRawData(cell.data(), cell.size()));
    *at = cell.isEmpty() ? m_missingCode : code == m_codes.cend() ? m_otherCode : float(*code);
}

void ColumnWriter::writeWords(QByteArrayView cell, float *at) const
{
    std::fill(at, at + m_encoding.buckets.size(), 0.0F);
    for (const QByteArray &word : wordsOf(cell)) {
        const quint32 bucket = wordBucket(word);
        const auto found = std::lower_bound(m_encoding.buckets.cbegin(), m_encoding.buckets.cend(), bucket);
        if (found != m_encoding.buckets.cend() && *found == bucket)
            at[found - m_encoding.buckets.cbegin()] = 1;
    }
}

} // namespace sluice::core
