// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/featureencoder.h"

#include <QHash>

namespace sluice::core {

/// The feature that a word falls to: its 32-bit FNV-1a hash, folded to 65,536 buckets.
[[nodiscard]] quint32 wordBucket(QByteArrayView word);
inline constexpr quint32 wordBuckets = 65'536;

/// Writes one column's cells into a matrix, from feature `first` on.
class ColumnWriter final
{
public:
    ColumnWriter(const ColumnEncoding &encoding, const NullRule &missing, FeatureMatrix &matrix, qsizetype first);

    [[nodiscard]] Result<void, LearnFailure> write(const Column &column, const RowList &rows);

private:
    /// False where the cell is of another type.
    [[nodiscard]] bool writeCell(QByteArrayView cell, float *at) const;
    [[nodiscard]] bool writeNumber(QByteArrayView cell, float *at) const;
    [[nodiscard]] bool writeDate(QByteArrayView cell, float *at) const;
    void writeCode(QByteArrayView cell, float *at) const;
    void writeWords(QByteArrayView cell, float *at) const;

    const ColumnEncoding &m_encoding;
    FeatureMatrix &m_matrix;
    const qsizetype m_first;
    const float m_missingNumber;
    const float m_missingCode;
    const float m_otherCode;
    QHash<QByteArray, int> m_codes;
};

} // namespace sluice::core
