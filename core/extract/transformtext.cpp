// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/transform.h"

#include <algorithm>
#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

using Kind = Transform::Kind;

enum class Arguments : std::uint8_t {
    None,
    Optional, ///< one of few words
    Text,     ///< the rest, with escapes
    Two,      ///< two texts with a colon between
    Raw,      ///< the rest as written
};

struct Syntax
{
    const char16_t *name;
    Kind kind;
    Arguments arguments;
};

constexpr std::array<Syntax, 15> table{{
    {u"trim", Kind::Trim, Arguments::None},
    {u"number", Kind::Number, Arguments::Optional},
    {u"price", Kind::Price, Arguments::Optional},
    {u"date", Kind::Date, Arguments::Optional},
    {u"url", Kind::Url, Arguments::None},
    {u"lower", Kind::Lower, Arguments::None},
    {u"upper", Kind::Upper, Arguments::None},
    {u"replace", Kind::Replace, Arguments::Two},
    {u"match", Kind::Match, Arguments::Raw},
    {u"split", Kind::Split, Arguments::Text},
    {u"first", Kind::First, Arguments::None},
    {u"all", Kind::All, Arguments::None},
    {u"join", Kind::Join, Arguments::Text},
    {u"html", Kind::Html, Arguments::None},
    {u"default", Kind::Default, Arguments::Text},
}};

/// Splits at colons that no backslash protects, and resolves the escapes.
QStringList splitArguments(QStringView text)
{
    QStringList parts{u""_s};
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar next = at + 1 < text.size() ? text[at + 1] : QChar();
        if (text[at] == u'\\' && (next == u':' || next == u'\\' || next == u'n')) {
            parts.last().append(next == u'n' ? QChar(u'\n') : next);
            ++at;
        } else if (text[at] == u':') {
            parts.append(u""_s);
        } else {
            parts.last().append(text[at]);
        }
    }
    return parts;
}

} // namespace

const QStringList &Transform::names()
{
    static const QStringList names = [] {
        QStringList list;
        for (const Syntax &syntax : table)
            list.append(QString::fromUtf16(syntax.name));
        return list;
    }();
    return names;
}

Result<Transform, RuleFailure> Transform::compile(const RulePiece &text)
{
    const auto failureAt = [](qsizetype position, const QString &detail) {
        return tl::unexpected(RuleFailure{position, detail});
    };
    const qsizetype colon = text.text.indexOf(u':');
    const QString name = text.text.left(colon < 0 ? text.text.size() : colon).trimmed();
    const auto index = names().indexOf(name);
    if (index < 0)
        return failureAt(text.position, name.isEmpty() ? u"a transform expected after '|>'"_s
                                                       : u"there is no transform '%1'; known are %2"_s.arg(
                                                             name.left(40), names().join(u", "_s)));
    const Syntax &syntax = table[std::size_t(index)];
    Transform transform;
    transform.m_kind = syntax.kind;
    const qsizetype start = colon < 0 ? text.text.size() : colon + 1;
    const RulePiece rest{text.text.mid(start), text.position + start};
    const bool needsArgument = syntax.arguments != Arguments::None && syntax.arguments != Arguments::Optional;
    if (needsArgument && colon < 0)
        return failureAt(rest.position, u"':' and an argument expected after '%1'"_s.arg(name));
    if (syntax.arguments == Arguments::None && colon >= 0)
        return failureAt(rest.position, u"%1 takes no argument"_s.arg(name));
    const std::optional<QString> problem = transform.takeArguments(rest);
    if (problem)
        return failureAt(rest.position, *problem);
    if (syntax.kind == Kind::Match) {
        Result<UserPattern, RuleFailure> pattern = UserPattern::compile(rest);
        if (!pattern)
            return tl::unexpected(pattern.error());
        transform.m_pattern = std::move(*pattern);
    }
    return transform;
}

std::optional<QString> Transform::takeArguments(const RulePiece &rest)
{
    m_arguments = splitArguments(rest.text);
    const QString word = rest.text.trimmed();
    switch (m_kind) {
    case Kind::Replace:
        if (m_arguments.size() != 2 || m_arguments.first().isEmpty())
            return u"replace:FROM:TO expected (a colon within is written \\:)"_s;
        break;
    case Kind::Number:
    case Kind::Price:
        if (!word.isEmpty() && word != u"," && word != u".")
            return u"the decimal sign, ',' or '.', expected"_s;
        m_numberStyle = m_kind == Kind::Price ? NumberStyle::Price : NumberStyle::Plain;
        if (!word.isEmpty())
            m_numberStyle = word == u"," ? NumberStyle::DecimalComma : NumberStyle::DecimalPoint;
        break;
    case Kind::Date:
        if (!word.isEmpty() && word != u"dmy" && word != u"mdy")
            return u"dmy or mdy expected"_s;
        if (!word.isEmpty())
            m_dateOrder = word == u"dmy" ? DateOrder::DayFirst : DateOrder::MonthFirst;
        break;
    default:
        // A colon within a single argument needs no escape.
        m_arguments = {m_arguments.join(u':')};
    }
    return std::nullopt;
}

} // namespace sluice::core
