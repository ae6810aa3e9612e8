// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/ruletext.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView separator = u" |> ";

struct Prefix
{
    QStringView text;
    RuleKind kind;
};
constexpr std::array<Prefix, 5> prefixes{{{u"css:", RuleKind::Css},
                                          {u"xpath:", RuleKind::XPath},
                                          {u"json:", RuleKind::Json},
                                          {u"re:", RuleKind::Regex},
                                          {u"meta:", RuleKind::Meta}}};

/// Goes over a source character by character and knows what stands in quotes and brackets.
class ProtectedText final
{
public:
    ProtectedText(QStringView text, RuleKind kind)
        : m_text(text)
        , m_kind(kind)
    {}

    [[nodiscard]] bool isOutside() const { return m_quote.isNull() && m_depth == 0; }

    /// Steps over the character at `at`; gives where the next one is.
    [[nodiscard]] qsizetype step(qsizetype at)
    {
        const QChar c = m_text[at];
        if (c == u'\\' && hasEscapes())
            return at + 2;
        if (!m_quote.isNull()) {
            if (c == m_quote)
                m_quote = QChar();
        } else if (c == u'"' || (c == u'\'' && m_kind != RuleKind::Json)) {
            m_quote = c;
        } else if (isOpening(c)) {
            ++m_depth;
        } else if (isClosing(c)) {
            m_depth = std::max(0, m_depth - 1);
        }
        return at + 1;
    }

private:
    /// XPath has none, jq has them in its strings only.
    [[nodiscard]] bool hasEscapes() const
    {
        return m_kind == RuleKind::Css || (m_kind == RuleKind::Json && !m_quote.isNull());
    }
    [[nodiscard]] bool isOpening(QChar c) const
    {
        return c == u'(' || c == u'[' || (c == u'{' && m_kind == RuleKind::Json);
    }
    [[nodiscard]] bool isClosing(QChar c) const
    {
        return c == u')' || c == u']' || (c == u'}' && m_kind == RuleKind::Json);
    }

    QStringView m_text;
    RuleKind m_kind;
    QChar m_quote;
    int m_depth = 0;
};

/// Where the source that begins at `start` ends: at a separator, or at the end.
qsizetype sourceEnd(const QString &rule, qsizetype start, RuleKind kind)
{
    const bool isProtected = kind == RuleKind::Css || kind == RuleKind::XPath || kind == RuleKind::Json;
    if (!isProtected) {
        const qsizetype end = rule.indexOf(separator, start);
        return end < 0 ? rule.size() : end;
    }
    ProtectedText text(rule, kind);
    qsizetype at = start;
    while (at < rule.size()) {
        if (text.isOutside() && QStringView(rule).sliced(at).startsWith(separator))
            return at;
        at = text.step(at);
    }
    return rule.size();
}

/// The last '@' of a selector that stands for an attribute; -1 = none.
qsizetype attributeSign(const QString &selector)
{
    ProtectedText text(selector, RuleKind::Css);
    qsizetype found = -1;
    for (qsizetype at = 0; at < selector.size(); at = text.step(at)) {
        if (selector[at] == u'@' && text.isOutside())
            found = at;
    }
    return found;
}

Result<RuleText, RuleFailure> withAttribute(RuleText rule)
{
    const qsizetype sign = attributeSign(rule.source.text);
    if (sign < 0)
        return rule;
    const QString name = rule.source.text.mid(sign + 1);
    const auto isSpace = [](QChar c) { return c.isSpace(); };
    const QString trimmed = name.trimmed();
    const qsizetype position = rule.source.position + sign + 1;
    if (trimmed.isEmpty() || std::any_of(trimmed.cbegin(), trimmed.cend(), isSpace))
        return tl::unexpected(RuleFailure{position, u"an attribute's name expected after '@'"_s});
    rule.attribute = {trimmed, position};
    rule.source.text.truncate(sign);
    return rule;
}

} // namespace

QString RuleFailure::text() const
{
    return u"Position %1: %2"_s.arg(position).arg(detail);
}

RuleFailure RuleFailure::fromDetail(const QString &detail, qsizetype offset)
{
    static const QRegularExpression pattern(u"\\APosition (\\d+): "_s);
    const QRegularExpressionMatch match = pattern.match(detail);
    return {offset + match.captured(1).toLongLong(), detail.mid(std::max<qsizetype>(match.capturedEnd(), 0))};
}

Result<RuleText, RuleFailure> splitRule(const QString &rule)
{
    RuleText parts;
    qsizetype start = 0;
    while (start < rule.size() && rule[start].isSpace())
        ++start;
    for (const Prefix &prefix : prefixes) {
        if (QStringView(rule).sliced(start).startsWith(prefix.text)) {
            parts.kind = prefix.kind;
            start += prefix.text.size();
            break;
        }
    }
    qsizetype end = sourceEnd(rule, start, parts.kind);
    parts.source = {rule.mid(start, end - start), start};
    while (end < rule.size()) {
        const qsizetype from = end + separator.size();
        const qsizetype next = rule.indexOf(separator, from);
        end = next < 0 ? rule.size() : next;
        parts.transforms.append({rule.mid(from, end - from), from});
    }
    if (parts.kind == RuleKind::Css)
        return withAttribute(std::move(parts));
    return parts;
}

} // namespace sluice::core
