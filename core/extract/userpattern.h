// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/patternbudget.h"
#include "core/extract/ruletext.h"

#include <QStringList>

#include <memory>

namespace sluice::core {

/// A user's regular expression (Perl's syntax, Unicode, `.` does not match line ends unless (?s) says so), bounded in
/// the time that it and all others on its budget may take: however it is made, it cannot hold up whoever uses it.
///
/// PCRE's own limits count steps from one place of the text, and a step may look at all of the text. So the clock is
/// asked instead, from within the search.
class UserPattern final
{
public:
    /// What all() gives at most.
    static constexpr qsizetype mostMatches = 10'000;

    UserPattern() = default;
    /// `pattern.position` is what the failure's position counts from.
    [[nodiscard]] static Result<UserPattern, RuleFailure> compile(const RulePiece &pattern);

    /// The first group of every match, or all of it where there is no group or it took no part. The error names the
    /// pattern: the budget is spent.
    [[nodiscard]] Result<QStringList, QString> all(const QString &text, PatternBudget &budget) const;
    /// The same of the first match; null when there is none.
    [[nodiscard]] Result<QString, QString> first(const QString &text, PatternBudget &budget) const;

private:
    class Code;
    class Search;

    QString m_text;
    std::shared_ptr<const Code> m_code; ///< is never written to, so copies share it, whatever their threads
};

} // namespace sluice::core
