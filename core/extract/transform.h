// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/datereader.h"
#include "core/extract/fieldvalue.h"
#include "core/extract/numberreader.h"
#include "core/extract/userpattern.h"

#include <QStringList>

#include <optional>

namespace sluice::core {

/// One compiled transform of a rule. Most work on each value by itself; what cannot be done to a value (it is not a
/// number …) takes the value away and leaves an error. Empty values pass through all but `default`.
class Transform final
{
public:
    enum class Kind : std::uint8_t {
        Trim,   ///< no white space at the ends
        Number, ///< readNumber(); "number:," and "number:." name the decimal sign
        Price,  ///< the same, where a lone separator groups; "price:," and "price:." too
        Date,   ///< readDate(); "date:dmy" and "date:mdy" name the order
        Url,    ///< made absolute against the page's base
        Lower,
        Upper,
        Replace, ///< replace:FROM:TO, every place
        Match,   ///< match:PATTERN, the first group of the first match; no match takes the value away
        Split,   ///< split:SEPARATOR, into several values without empty ones at the ends; nothing splits at white space
        First,   ///< only the first value
        All,     ///< every value, also where the column has only one
        Join,    ///< join:SEPARATOR, all values into one
        Html,    ///< the element with its tags
        Default, ///< default:TEXT where there is no value
    };

    /// From "trim", "replace:a:b" … In arguments `\:`, `\\` and `\n` stand for a colon, a backslash and a line end;
    /// match: takes the rest as it is.
    [[nodiscard]] static Result<Transform, RuleFailure> compile(const RulePiece &text);

    [[nodiscard]] Kind kind() const { return m_kind; }
    void apply(FieldValues &values, const ValueContext &context) const;

    /// "trim", "number" …: what may follow " |> ".
    [[nodiscard]] static const QStringList &names();

private:
    [[nodiscard]] Result<FieldValue, QString> applyToOne(const FieldValue &value, const ValueContext &context) const;
    [[nodiscard]] std::optional<QString> takeArguments(const RulePiece &rest);
    void applyToEach(FieldValues &values, const ValueContext &context) const;
    void split(FieldValues &values) const;
    void join(FieldValues &values) const;

    Kind m_kind = Kind::Trim;
    QStringList m_arguments;
    NumberStyle m_numberStyle = NumberStyle::Plain;
    DateOrder m_dateOrder = DateOrder::BySeparator;
    UserPattern m_pattern;
};

} // namespace sluice::core
