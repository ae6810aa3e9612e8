// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/ruletext.h"

#include <QRegularExpression>
#include <QStringList>

namespace sluice::core {

/// A user's regular expression (Perl's syntax, Unicode, `.` does not match line ends unless (?s) says so), bounded in
/// the steps that an attempt at one place of the text may take.
class UserPattern final
{
public:
    /// What all() gives at most.
    static constexpr qsizetype mostMatches = 10'000;

    UserPattern() = default;
    /// `pattern.position` is what the failure's position counts from.
    [[nodiscard]] static Result<UserPattern, RuleFailure> compile(const RulePiece &pattern);

    /// The first group of every match, or all of it where there is no group or it took no part. The error says that the
    /// text took too many steps.
    [[nodiscard]] Result<QStringList, QString> all(const QString &text) const;
    /// The same of the first match; null when there is none.
    [[nodiscard]] Result<QString, QString> first(const QString &text) const;

private:
    QRegularExpression m_expression;
};

} // namespace sluice::core
