// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/dataset.h"

#include <QByteArrayList>

namespace sluice::core {

/// Code of a level that no row of the training had. It goes where more rows of the training went.
inline constexpr float unknownCategory = -1;

/// How one column becomes features.
struct ColumnEncoding
{
    QString column;
    ColumnRole role = ColumnRole::Numeric; ///< one of those that are features
    QByteArrayList levels;   ///< categories: a level's code is its place; next come "missing" and "any other"
    QList<quint32> buckets;  ///< words: the hashes that are features, ascending
    bool hasTime = false;    ///< dates: the hour is a feature too
    bool hasMissing = false; ///< categories: the rows it was fitted to had missing cells; else they are unknown
    bool hasOther = false;   ///< categories: those rows had values beside the levels; else such are unknown

    [[nodiscard]] bool isCategorical() const
    {
        return role == ColumnRole::Categorical || role == ColumnRole::TextCategories;
    }
    [[nodiscard]] qsizetype featureCount() const;

    bool operator==(const ColumnEncoding &) const = default;
};

/// Rows × columns of floats, row by row. NaN is XGBoost's missing.
struct FeatureMatrix
{
    qsizetype rows = 0;
    qsizetype columns = 0;
    std::vector<float> values;
};

/// Turns rows of a table into features, the same way in training and prediction: whatever it needs to know of the data,
/// it learnt from the rows it was fitted to. A value, part of the model file.
struct FeatureEncoder
{
    QList<ColumnEncoding> columns;
    NullRule missing;

    /// Levels and words of these rows. Levels are at most 4,096, the most frequent ones.
    [[nodiscard]] static FeatureEncoder fit(const Dataset &dataset, const RowList &rows,
                                            const TrainingOptions &options);

    [[nodiscard]] qsizetype featureCount() const;
    /// The column (its place here) that each feature comes from.
    [[nodiscard]] std::vector<qsizetype> columnOfFeature() const;
    /// Of each feature, whether it is a code.
    [[nodiscard]] std::vector<bool> categoricalFeatures() const;
    /// Categories a feature may have, 0 for numbers.
    [[nodiscard]] std::vector<quint32> categoryCounts() const;

    /// Table, naming the columns that the table does not have.
    [[nodiscard]] Result<void, LearnFailure> checkColumns(const Table &table) const;
    /// Columns are found by name, in whatever order they stand. Table, naming column and row, where a value is of another
    /// type than the column was. Values not seen before are a level of their own, no error.
    [[nodiscard]] Result<FeatureMatrix, LearnFailure> encode(const Table &table, const RowList &rows) const;

    bool operator==(const FeatureEncoder &) const = default;
};

} // namespace sluice::core
