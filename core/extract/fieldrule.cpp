// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/fieldrule.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

FieldValues textValues(const QStringList &texts)
{
    FieldValues found;
    for (const QString &text : texts)
        found.values.append({text, noNode});
    found.isMatch = !texts.isEmpty();
    return found;
}

} // namespace

std::optional<RuleFailure> FieldRule::compileSource(const RuleText &text, FieldRule &rule)
{
    rule.m_kind = text.kind;
    switch (text.kind) {
    case RuleKind::Css:
    case RuleKind::XPath: {
        Result<NodeQuery, RuleFailure> query = NodeQuery::compile(text);
        if (!query)
            return query.error();
        rule.m_query = std::move(*query);
        return std::nullopt;
    }
    case RuleKind::Regex: {
        Result<UserPattern, RuleFailure> pattern = UserPattern::compile(text.source);
        if (!pattern)
            return pattern.error();
        rule.m_pattern = std::move(*pattern);
        return std::nullopt;
    }
    case RuleKind::Json:
    case RuleKind::Meta:
        rule.m_text = text.source.text.trimmed();
        if (rule.m_text.isEmpty())
            return RuleFailure{text.source.position,
                               text.kind == RuleKind::Json ? u"a jq program expected"_s : u"a name expected"_s};
        return std::nullopt;
    }
    return std::nullopt;
}

Result<FieldRule, RuleFailure> FieldRule::compile(const QString &rule)
{
    if (rule.size() > maximumLength)
        return tl::unexpected(RuleFailure{maximumLength, u"longer than %1 characters"_s.arg(maximumLength)});
    const Result<RuleText, RuleFailure> text = splitRule(rule);
    if (!text)
        return tl::unexpected(text.error());
    FieldRule compiled;
    if (const std::optional<RuleFailure> failure = compileSource(*text, compiled))
        return tl::unexpected(*failure);
    for (const RulePiece &piece : text->transforms) {
        Result<Transform, RuleFailure> transform = Transform::compile(piece);
        if (!transform)
            return tl::unexpected(transform.error());
        compiled.m_transforms.append(std::move(*transform));
    }
    return compiled;
}

FieldValues FieldRule::find(PageContent &page, NodeId row) const
{
    switch (m_kind) {
    case RuleKind::Css:
    case RuleKind::XPath:
        return m_query->values(page, row);
    case RuleKind::Json:
        return page.json(m_text);
    case RuleKind::Meta:
        return textValues(page.meta(m_text));
    case RuleKind::Regex: {
        const Result<QStringList, QString> found = m_pattern.all(page.source(), page.patterns());
        if (found)
            return textValues(*found);
        FieldValues failed;
        failed.errors.append(found.error());
        return failed;
    }
    }
    return {};
}

FieldValues FieldRule::values(PageContent &page, NodeId row) const
{
    FieldValues found = find(page, row);
    for (const Transform &transform : m_transforms)
        transform.apply(found, page.context());
    return found;
}

} // namespace sluice::core
