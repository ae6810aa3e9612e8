// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/userpattern.h"

#include "core/extract/fieldvalue.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPattern = 10'000;
/// Places in a window. More would make the bound of its steps, and so the time between two looks at the clock, larger.
constexpr int windowPlaces = 64;
constexpr auto options = QRegularExpression::UseUnicodePropertiesOption;
/// The text was looked at once, in whole.
constexpr auto unchecked = QRegularExpression::DontCheckSubjectStringMatchOption;

QString captured(const QRegularExpressionMatch &match)
{
    const bool hasGroup = match.lastCapturedIndex() >= 1 && match.capturedStart(1) >= 0;
    const QString text = match.captured(hasGroup ? 1 : 0);
    return text.isNull() ? u""_s : text;
}

/// What means something else when other text stands before or around the pattern: a recursion into all of it, the place
/// where matching began, verbs that end an attempt.
bool dependsOnWhole(const QString &pattern)
{
    static const QStringList signs = {u"(?R"_s,   u"(?0"_s,   u"(?+0"_s, u"(?-0"_s,
                                      u"\\g<0"_s, u"\\g'0"_s, u"\\G"_s,  u"(*"_s};
    return std::any_of(signs.cbegin(), signs.cend(), [&](const QString &sign) { return pattern.contains(sign); });
}

/// Verbs that say where to go on searching, which is not the pattern's to say here.
bool steersSearch(const QString &pattern)
{
    return pattern.contains("(*SKIP"_L1) || pattern.contains("(*COMMIT"_L1);
}

qsizetype nextPlace(const QString &text, qsizetype at, int places)
{
    for (int i = 0; i < places && at <= text.size(); ++i)
        at += at + 1 < text.size() && text[at].isHighSurrogate() ? 2 : 1;
    return at;
}

QString wellFormed(const QString &text)
{
    return text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
}

} // namespace

Result<UserPattern, RuleFailure> UserPattern::compile(const RulePiece &pattern, int steps)
{
    const auto refused = [&pattern](const QString &detail, qsizetype at = 0) {
        return tl::unexpected(RuleFailure{pattern.position + at, detail});
    };
    if (pattern.text.isEmpty())
        return refused(u"a regular expression expected"_s);
    if (pattern.text.size() > longestPattern)
        return refused(u"longer than %1 characters"_s.arg(longestPattern));
    // A pattern could lift the limit with one of its own at its start.
    if (pattern.text.startsWith(u"(*"))
        return refused(u"a pattern does not begin with \"(*\" here"_s);
    if (steersSearch(pattern.text))
        return refused(u"(*SKIP) and (*COMMIT) are not known here"_s);
    const QString limits = u"(*LIMIT_MATCH=%1)(*LIMIT_HEAP=65536)"_s.arg(steps);
    UserPattern compiled;
    compiled.m_text = pattern.text;
    compiled.m_single = QRegularExpression(limits + pattern.text, options);
    if (!compiled.m_single.isValid())
        return refused(compiled.m_single.errorString(),
                       std::max<qsizetype>(compiled.m_single.patternErrorOffset() - limits.size(), 0));
    compiled.m_window = QRegularExpression(
        u"%1\\G(?s:.{0,%2}?)\\K(?:"_s.arg(limits).arg(windowPlaces - 1) + pattern.text + u')', options);
    // A pattern may end within a comment or a quotation.
    compiled.m_isWrapped = !dependsOnWhole(pattern.text) && compiled.m_window.isValid() &&
                           compiled.m_window.captureCount() == compiled.m_single.captureCount();
    return compiled;
}

/// One search through one text.
class UserPattern::Search final
{
public:
    Search(const UserPattern &pattern, const QString &text, PatternBudget &budget)
        : m_pattern(pattern)
        , m_text(wellFormed(text))
        , m_use(budget)
    {}

    /// The next match; one that has none at the end of the text.
    Result<QRegularExpressionMatch, QString> next()
    {
        const int places = m_pattern.m_isWrapped ? windowPlaces : 1;
        for (; m_at <= m_text.size(); m_at = nextPlace(m_text, m_at, places)) {
            if (m_use.isSpent())
                return refused();
            const QRegularExpressionMatch match = attempt();
            if (!match.isValid())
                return refused();
            if (match.hasMatch()) {
                // \K may have moved the beginning behind the end of what was passed over, but never before m_at.
                const bool isEmpty = match.capturedLength() == 0;
                m_at = isEmpty ? nextPlace(m_text, match.capturedEnd(), 1) : match.capturedEnd();
                return match;
            }
        }
        return QRegularExpressionMatch();
    }

private:
    [[nodiscard]] QRegularExpressionMatch attempt() const
    {
        constexpr auto normal = QRegularExpression::NormalMatch;
        constexpr auto anchored = QRegularExpression::AnchorAtOffsetMatchOption | unchecked;
        if (!m_pattern.m_isWrapped)
            return m_pattern.m_single.match(m_text, m_at, normal, anchored);
        const QRegularExpressionMatch match = m_pattern.m_window.match(m_text, m_at, normal, unchecked);
        // Compiled patterns have a small stack; told to anchor, PCRE interprets them and has not.
        return match.isValid() ? match : m_pattern.m_window.match(m_text, m_at, normal, anchored);
    }

    [[nodiscard]] tl::unexpected<QString> refused() const
    {
        return tl::unexpected(u"the pattern %1 takes too many steps"_s.arg(quotedExcerpt(m_pattern.m_text)));
    }

    const UserPattern &m_pattern;
    const QString m_text;
    PatternBudget::Use m_use;
    qsizetype m_at = 0;
};

Result<QStringList, QString> UserPattern::all(const QString &text, PatternBudget &budget) const
{
    QStringList found;
    Search search(*this, text, budget);
    while (found.size() < mostMatches) {
        const auto match = search.next();
        if (!match)
            return tl::unexpected(match.error());
        if (!match->hasMatch())
            break;
        found.append(captured(*match));
    }
    return found;
}

Result<QString, QString> UserPattern::first(const QString &text, PatternBudget &budget) const
{
    const auto match = Search(*this, text, budget).next();
    if (!match)
        return tl::unexpected(match.error());
    return match->hasMatch() ? captured(*match) : QString();
}

} // namespace sluice::core
