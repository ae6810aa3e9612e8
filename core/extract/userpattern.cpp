// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/userpattern.h"

#include "core/extract/fieldvalue.h"

#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>

#include <array>
#include <limits>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPattern = 10'000;
/// KiB that a search may keep of the ways that it has not tried yet.
constexpr uint32_t mostHeap = 65'536;
/// Parts of the pattern that are tried between two looks at the clock. One may pass over all of the text.
constexpr int partsPerLook = 64;

template <auto release>
struct Release
{
    template <typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};

using MatchContext = std::unique_ptr<pcre2_match_context, Release<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Release<pcre2_match_data_free>>;

PCRE2_SPTR units(const QString &text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.utf16());
}

QString errorText(int error)
{
    std::array<PCRE2_UCHAR, 256> text{};
    const int length = pcre2_get_error_message(error, text.data(), text.size());
    return QString::fromUtf16(reinterpret_cast<const char16_t *>(text.data()), std::max(length, 0));
}

qsizetype nextPlace(const QString &text, qsizetype at)
{
    return at + (at + 1 < text.size() && text[at].isHighSurrogate() ? 2 : 1);
}

QString wellFormed(const QString &text)
{
    return text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
}

} // namespace

/// What PCRE makes of a pattern.
class UserPattern::Code final
{
public:
    explicit Code(pcre2_code *code)
        : m_code(code)
    {
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // without it, the same is interpreted
    }

    [[nodiscard]] const pcre2_code *get() const { return m_code.get(); }

private:
    std::unique_ptr<pcre2_code, Release<pcre2_code_free>> m_code;
};

Result<UserPattern, RuleFailure> UserPattern::compile(const RulePiece &pattern)
{
    const auto refused = [&pattern](const QString &detail, qsizetype at = 0) {
        return tl::unexpected(RuleFailure{pattern.position + at, detail});
    };
    if (pattern.text.isEmpty())
        return refused(u"a regular expression expected"_s);
    if (pattern.text.size() > longestPattern)
        return refused(u"longer than %1 characters"_s.arg(longestPattern));
    // There stands what changes the rules for all of the pattern.
    if (pattern.text.startsWith(u"(*"))
        return refused(u"a pattern does not begin with \"(*\" here"_s);
    constexpr uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C;
    int error = 0;
    PCRE2_SIZE position = 0;
    pcre2_code *code =
        pcre2_compile(units(pattern.text), size_t(pattern.text.size()), options, &error, &position, nullptr);
    if (!code)
        return refused(errorText(error), qsizetype(position));
    UserPattern compiled;
    compiled.m_text = pattern.text;
    compiled.m_code = std::make_shared<const Code>(code);
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
        , m_context(pcre2_match_context_create(nullptr))
        , m_match(pcre2_match_data_create_from_pattern(pattern.m_code->get(), nullptr))
    {
        pcre2_set_match_limit(m_context.get(), std::numeric_limits<uint32_t>::max());
        pcre2_set_heap_limit(m_context.get(), mostHeap);
        pcre2_set_callout(m_context.get(), &Search::look, this);
    }

    /// What the next match captured; null when there is none.
    Result<QString, QString> next()
    {
        if (m_at > m_text.size())
            return QString();
        int groups = m_use.isSpent() ? PCRE2_ERROR_CALLOUT : attempt(0);
        if (groups == PCRE2_ERROR_JIT_STACKLIMIT)
            groups = attempt(PCRE2_NO_JIT);
        if (groups == PCRE2_ERROR_NOMATCH)
            return QString();
        if (groups < 0)
            return tl::unexpected(u"the pattern %1 takes too many steps"_s.arg(quotedExcerpt(m_pattern.m_text)));
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(m_match.get());
        const bool hasGroup = groups > 1 && ends[2] != PCRE2_UNSET;
        moveBehind(qsizetype(ends[0]), qsizetype(ends[1]));
        return captured(qsizetype(ends[hasGroup ? 2 : 0]), qsizetype(ends[hasGroup ? 3 : 1]));
    }

private:
    /// The number of groups that took part, the whole among them, or an error.
    [[nodiscard]] int attempt(uint32_t options)
    {
        return pcre2_match(m_pattern.m_code->get(), units(m_text), size_t(m_text.size()), size_t(m_at),
                           options | PCRE2_NO_UTF_CHECK, m_match.get(), m_context.get());
    }

    void moveBehind(qsizetype begin, qsizetype end)
    {
        const bool isEmpty = begin == end || end <= m_at;
        m_at = isEmpty ? nextPlace(m_text, std::max(end, m_at)) : end;
    }

    [[nodiscard]] QString captured(qsizetype begin, qsizetype end) const
    {
        return end > begin ? m_text.sliced(begin, end - begin) : u""_s;
    }

    /// Called before each part of the pattern is tried.
    static int look(pcre2_callout_block *, void *search)
    {
        auto *self = static_cast<Search *>(search);
        if (--self->m_partsToLook > 0)
            return 0;
        self->m_partsToLook = partsPerLook;
        return self->m_use.isSpent() ? PCRE2_ERROR_CALLOUT : 0;
    }

    const UserPattern &m_pattern;
    const QString m_text;
    PatternBudget::Use m_use;
    MatchContext m_context;
    MatchData m_match;
    int m_partsToLook = partsPerLook;
    qsizetype m_at = 0;
};

Result<QStringList, QString> UserPattern::all(const QString &text, PatternBudget &budget) const
{
    QStringList found;
    Search search(*this, text, budget);
    while (found.size() < mostMatches) {
        auto match = search.next();
        if (!match)
            return tl::unexpected(match.error());
        if (match->isNull())
            break;
        found.append(*std::move(match));
    }
    return found;
}

Result<QString, QString> UserPattern::first(const QString &text, PatternBudget &budget) const
{
    return Search(*this, text, budget).next();
}

} // namespace sluice::core
