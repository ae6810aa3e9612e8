// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace sluice::core {

enum class UrlPatternFault {
    Unclosed, ///< a bracket without its end
    Unopened, ///< the end of a bracket that was not opened
    Range,    ///< what stands in a bracket is no range
    Step,     ///< a step that is no number above 0
};
using UrlPatternFailure = Failure<UrlPatternFault>; ///< the detail begins with the position, from 1

/// Addresses that differ in numbers or letters: "https://example.org/page/[001-250]". A bracket holds a range of whole
/// numbers or of letters of one case, both ends included, and after a colon the step: "[0-100:20]", "[a-z]". Zeros
/// before the first number keep the width: [08-11] is 08, 09, 10, 11. Several brackets give all combinations, the last
/// one running fastest. "\[", "\]" and "\\" stand for the character; an IPv6 host's brackets are no range.
class UrlPattern final
{
public:
    [[nodiscard]] static Result<UrlPattern, UrlPatternFailure> parse(const QString &text);

    /// How many addresses there are, counted without making them; the largest qint64 stands for all numbers from it on.
    [[nodiscard]] qint64 count() const { return m_count; }
    /// The address at `index`, from 0.
    [[nodiscard]] QString at(qint64 index) const;
    /// Whether there is a bracket at all.
    [[nodiscard]] bool hasRange() const { return !m_ranges.isEmpty(); }

private:
    friend class UrlPatternParser;

    struct Range
    {
        qint64 first = 0; ///< a number, or a letter's code
        qint64 step = 1;
        qint64 size = 1;
        int width = 0; ///< least digits
        bool isLetter = false;

        [[nodiscard]] QString at(qint64 index) const;
    };

    QList<QString> m_texts = {QString()}; ///< one more than ranges: what stands around them
    QList<Range> m_ranges;
    qint64 m_count = 1;
};

} // namespace sluice::core
