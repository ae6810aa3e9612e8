// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/patternbudget.h"
#include "core/extract/ruletext.h"

#include <QRegularExpression>
#include <QStringList>

namespace sluice::core {

/// A user's regular expression (Perl's syntax, Unicode, `.` does not match line ends unless (?s) says so), bounded in
/// the time that it and all others on its budget may take: however it is made, it cannot hold up whoever uses it.
///
/// PCRE bounds the steps from one place of the text only. So the text is tried in short windows of places, each one
/// anchored attempt with a bound of its own, and the budget is looked at in between.
class UserPattern final
{
public:
    /// What all() gives at most.
    static constexpr qsizetype mostMatches = 10'000;
    /// Steps within one window: enough for a lazy search through a script of a million characters.
    static constexpr int defaultSteps = 1'000'000;

    UserPattern() = default;
    /// `pattern.position` is what the failure's position counts from.
    [[nodiscard]] static Result<UserPattern, RuleFailure> compile(const RulePiece &pattern, int steps = defaultSteps);

    /// The first group of every match, or all of it where there is no group or it took no part. The error names the
    /// pattern: the text took too many steps, or the budget is spent.
    [[nodiscard]] Result<QStringList, QString> all(const QString &text, PatternBudget &budget) const;
    /// The same of the first match; null when there is none.
    [[nodiscard]] Result<QString, QString> first(const QString &text, PatternBudget &budget) const;

private:
    class Search;

    QString m_text;
    QRegularExpression m_window; ///< the pattern behind a few places passed over; finds the first match among them
    QRegularExpression
        m_single; ///< the pattern at one place; where it cannot be wrapped, all searching is done with it
    bool m_isWrapped = false;
};

} // namespace sluice::core
