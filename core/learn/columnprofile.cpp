// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/columnprofile.h"

#include "core/base/displaytext.h"
#include "core/learn/cellreading.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

namespace sluice::core {

namespace {

constexpr qsizetype shownLength = 40;

bool isAddress(QByteArrayView cell)
{
    return cell.startsWith("http://") || cell.startsWith("https://");
}

/// Counts one column's cells. Words such as "NA" are values until it is known that all others are numbers.
class Profiling final
{
public:
    explicit Profiling(ColumnProfile &profile)
        : m_profile(profile)
    {}

    void take(QByteArrayView cell, qsizetype row)
    {
        if (cell.trimmed().isEmpty()) {
            ++m_profile.missing;
            return;
        }
        const bool isNew = m_values.insert(std::string_view(cell.data(), size_t(cell.size()))).second;
        if (const auto number = readNumber(cell)) {
            takeNumber(*number);
            return;
        }
        if (isMissingNumber(cell)) {
            ++m_words;
            m_distinctWords += isNew ? 1 : 0;
        } else if (m_profile.firstOther == 0) {
            m_profile.firstOther = row + 1;
            m_profile.other = displayText(QString::fromUtf8(cell), shownLength);
        }
        m_profile.dates += readDate(cell) ? 1 : 0;
        m_profile.addresses += isAddress(cell) ? 1 : 0;
        m_profile.words += wordsOf(cell).size();
    }

    void finish()
    {
        m_profile.distinct = qsizetype(m_values.size());
        if (m_profile.numbers == 0 || m_profile.firstOther != 0)
            return;
        m_profile.missing += m_words;
        m_profile.distinct -= m_distinctWords;
        m_profile.words = 0;
    }

private:
    void takeNumber(double number)
    {
        const bool isFirst = m_profile.numbers == 0;
        m_profile.minimum = isFirst ? number : std::min(m_profile.minimum, number);
        m_profile.maximum = isFirst ? number : std::max(m_profile.maximum, number);
        ++m_profile.numbers;
        m_profile.integers += number == std::floor(number) ? 1 : 0;
    }

    ColumnProfile &m_profile;
    std::unordered_set<std::string_view> m_values;
    qsizetype m_words = 0; ///< that mean a missing number
    qsizetype m_distinctWords = 0;
};

} // namespace

ColumnProfile profileOf(const Column &column)
{
    ColumnProfile profile;
    profile.name = column.name();
    profile.rows = column.size();
    Profiling profiling(profile);
    for (qsizetype row = 0; row < column.size(); ++row)
        profiling.take(column.cell(row), row);
    profiling.finish();
    return profile;
}

} // namespace sluice::core
