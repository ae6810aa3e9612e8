// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/featureencoder.h"

#include "core/learn/cellreading.h"
#include "core/learn/columnwriter.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostLevels = 4'096;
constexpr qsizetype dateParts = 4;

template <typename Key>
using Counted = std::vector<std::pair<Key, qsizetype>>;

/// The most frequent keys, at most `most`, each counted at least `least` times, in ascending order.
template <typename Key>
QList<Key> frequent(const QHash<Key, qsizetype> &counts, qsizetype least, size_t most)
{
    Counted<Key> all;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (count.value() >= least)
            all.emplace_back(count.key(), count.value());
    }
    std::sort(all.begin(), all.end(), [](const auto &first, const auto &second) {
        return first.second != second.second ? first.second > second.second : first.first < second.first;
    });
    all.resize(std::min(all.size(), most));
    QList<Key> keys;
    for (const auto &[key, count] : all)
        keys.append(key);
    std::sort(keys.begin(), keys.end());
    return keys;
}

QByteArrayList levelsOf(const Column &column, const RowList &rows, qsizetype least)
{
    QHash<QByteArray, qsizetype> counts;
    for (const qsizetype row : rows) {
        const QByteArrayView cell = column.cell(row).trimmed();
        const auto known = counts.find(QByteArray::fromRawData(cell.data(), cell.size()));
        if (known != counts.end())
            ++*known;
        else if (!cell.isEmpty())
            counts.insert(cell.toByteArray(), 1);
    }
    return frequent(counts, least, mostLevels);
}

QList<quint32> bucketsOf(const Column &column, const RowList &rows, const TrainingOptions &options)
{
    QHash<quint32, qsizetype> counts;
    for (const qsizetype row : rows) {
        QSet<quint32> here;
        for (const QByteArray &word : wordsOf(column.cell(row)))
            here.insert(wordBucket(word));
        for (const quint32 bucket : std::as_const(here))
            ++counts[bucket];
    }
    return frequent(counts, options.minLevelCount, size_t(options.maxWords));
}

bool hasTimes(const Column &column, const RowList &rows)
{
    return std::any_of(rows.cbegin(), rows.cend(), [&](qsizetype row) {
        const auto date = readDate(column.cell(row));
        return date && date->hour;
    });
}

/// Which of the two codes beside the levels the rows have.
void findOthers(ColumnEncoding &encoding, const Column &column, const RowList &rows)
{
    for (const qsizetype row : rows) {
        const QByteArrayView cell = column.cell(row).trimmed();
        if (cell.isEmpty())
            encoding.hasMissing = true;
        else if (!encoding.hasOther)
            encoding.hasOther = !std::binary_search(encoding.levels.cbegin(), encoding.levels.cend(),
                                                    QByteArray::fromRawData(cell.data(), cell.size()));
    }
}

ColumnEncoding encodingOf(const RoleAssignment &assigned, const Column &column, const RowList &rows,
                          const TrainingOptions &options)
{
    ColumnEncoding encoding;
    encoding.column = assigned.column;
    encoding.role = assigned.role;
    if (assigned.role == ColumnRole::Categorical)
        encoding.levels = levelsOf(column, rows, 1);
    else if (assigned.role == ColumnRole::TextCategories)
        encoding.levels = levelsOf(column, rows, options.minLevelCount);
    else if (assigned.role == ColumnRole::TextWords)
        encoding.buckets = bucketsOf(column, rows, options);
    else if (assigned.role == ColumnRole::Date)
        encoding.hasTime = hasTimes(column, rows);
    if (encoding.isCategorical())
        findOthers(encoding, column, rows);
    return encoding;
}

} // namespace

qsizetype ColumnEncoding::featureCount() const
{
    switch (role) {
    case ColumnRole::Numeric:
    case ColumnRole::Categorical:
    case ColumnRole::TextCategories:
        return 1;
    case ColumnRole::Date:
        return dateParts + (hasTime ? 1 : 0);
    case ColumnRole::TextWords:
        return buckets.size();
    case ColumnRole::Target:
    case ColumnRole::Identifier:
    case ColumnRole::Ignored:
        return 0;
    }
    Q_UNREACHABLE();
}

FeatureEncoder FeatureEncoder::fit(const Dataset &dataset, const RowList &rows, const TrainingOptions &options)
{
    FeatureEncoder encoder;
    encoder.missing = options.missing;
    for (const RoleAssignment &assigned : dataset.roles()) {
        const Column *column = dataset.table().find(assigned.column);
        if (column && isFeatureRole(assigned.role))
            encoder.columns.append(encodingOf(assigned, *column, rows, options));
    }
    return encoder;
}

qsizetype FeatureEncoder::featureCount() const
{
    qsizetype count = 0;
    for (const ColumnEncoding &column : columns)
        count += column.featureCount();
    return count;
}

std::vector<qsizetype> FeatureEncoder::columnOfFeature() const
{
    std::vector<qsizetype> places;
    for (qsizetype i = 0; i < columns.size(); ++i)
        places.insert(places.end(), size_t(columns[i].featureCount()), i);
    return places;
}

std::vector<bool> FeatureEncoder::categoricalFeatures() const
{
    std::vector<bool> flags;
    for (const quint32 count : categoryCounts())
        flags.push_back(count > 0);
    return flags;
}

std::vector<quint32> FeatureEncoder::categoryCounts() const
{
    std::vector<quint32> counts;
    for (const ColumnEncoding &column : columns)
        counts.insert(counts.end(), size_t(column.featureCount()),
                      column.isCategorical() ? quint32(column.levels.size()) + 2 : 0);
    return counts;
}

Result<void, LearnFailure> FeatureEncoder::checkColumns(const Table &table) const
{
    QStringList absent;
    for (const ColumnEncoding &column : columns) {
        if (!table.find(column.column))
            absent.append(u"\"%1\""_s.arg(column.column));
    }
    if (absent.isEmpty())
        return {};
    return failure(LearnFault::Table,
                   u"the table does not fit the model: it has no column %1"_s.arg(absent.join(u", "_s)));
}

Result<FeatureMatrix, LearnFailure> FeatureEncoder::encode(const Table &table, const RowList &rows) const
{
    if (const auto checked = checkColumns(table); !checked)
        return tl::unexpected(checked.error());
    FeatureMatrix matrix;
    matrix.rows = qsizetype(rows.size());
    matrix.columns = featureCount();
    matrix.values.resize(size_t(matrix.rows * matrix.columns));
    qsizetype first = 0;
    for (const ColumnEncoding &encoding : columns) {
        ColumnWriter writer(encoding, missing, matrix, first);
        if (const auto written = writer.write(*table.find(encoding.column), rows); !written)
            return tl::unexpected(written.error());
        first += encoding.featureCount();
    }
    return matrix;
}

} // namespace sluice::core
