// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/userpattern.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr auto stepLimit = "(*LIMIT_MATCH=100000)"_L1;
constexpr int longestSearchMs = 2000;
constexpr qsizetype longestPattern = 10'000;

QString captured(const QRegularExpressionMatch &match)
{
    const bool hasGroup = match.lastCapturedIndex() >= 1 && match.capturedStart(1) >= 0;
    const QString text = match.captured(hasGroup ? 1 : 0);
    return text.isNull() ? u""_s : text;
}

} // namespace

Result<UserPattern, RuleFailure> UserPattern::compile(const RulePiece &pattern)
{
    if (pattern.text.isEmpty())
        return tl::unexpected(RuleFailure{pattern.position, u"a regular expression expected"_s});
    if (pattern.text.size() > longestPattern)
        return tl::unexpected(RuleFailure{pattern.position, u"longer than %1 characters"_s.arg(longestPattern)});
    // A pattern could lift the limit with one of its own at its start.
    if (pattern.text.startsWith(u"(*"))
        return tl::unexpected(RuleFailure{pattern.position, u"a pattern does not begin with \"(*\" here"_s});
    UserPattern compiled;
    compiled.m_expression =
        QRegularExpression(stepLimit + pattern.text, QRegularExpression::UseUnicodePropertiesOption);
    if (!compiled.m_expression.isValid()) {
        const qsizetype offset = compiled.m_expression.patternErrorOffset() - stepLimit.size();
        return tl::unexpected(
            RuleFailure{pattern.position + std::max<qsizetype>(offset, 0), compiled.m_expression.errorString()});
    }
    return compiled;
}

Result<QStringList, QString> UserPattern::all(const QString &text) const
{
    QStringList found;
    const QDeadlineTimer deadline(longestSearchMs);
    QRegularExpressionMatchIterator matches = m_expression.globalMatch(text);
    if (!matches.isValid())
        return tl::unexpected(u"the pattern takes too many steps"_s);
    while (matches.hasNext() && found.size() < mostMatches && !deadline.hasExpired())
        found.append(captured(matches.next()));
    return found;
}

Result<QString, QString> UserPattern::first(const QString &text) const
{
    const QRegularExpressionMatch match = m_expression.match(text);
    if (!match.isValid())
        return tl::unexpected(u"the pattern takes too many steps"_s);
    return match.hasMatch() ? captured(match) : QString();
}

} // namespace sluice::core
