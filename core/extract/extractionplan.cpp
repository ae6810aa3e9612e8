// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/extractionplan.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

using Part = PlanFailure::Part;
using PlanResult = Result<std::shared_ptr<const ExtractionPlan>, PlanFailure>;

std::optional<PlanFailure> compileNode(const QString &rule, Part part, std::optional<NodeQuery> &query)
{
    if (rule.trimmed().isEmpty())
        return std::nullopt;
    Result<NodeQuery, RuleFailure> compiled = compileNodeRule(rule);
    if (!compiled)
        return PlanFailure{part, -1, part == Part::Row ? u"row"_s : u"next"_s, compiled.error()};
    query = std::move(*compiled);
    return std::nullopt;
}

std::optional<RuleFailure> checkDefault(const FieldSpec &spec)
{
    if (spec.defaultValue.isNull())
        return std::nullopt;
    const Document nothing;
    const WebUrl anyBase = WebUrl::fromNormalized("https://example.com/");
    const auto value = convertValue({spec.defaultValue, noNode}, spec.type, {nothing, anyBase});
    if (value)
        return std::nullopt;
    return RuleFailure{0, u"the default: "_s + value.error()};
}

std::optional<RuleFailure> compileField(const ExtractionSpec &spec, int index, ExtractionPlan &plan)
{
    const FieldSpec &field = spec.fields[index];
    if (field.name.trimmed().isEmpty())
        return RuleFailure{0, u"a name expected"_s};
    const auto isSame = [&field](const FieldSpec &other) { return other.name == field.name; };
    if (std::any_of(spec.fields.cbegin(), spec.fields.cbegin() + index, isSame))
        return RuleFailure{0, u"the name stands twice"_s};
    Result<FieldRule, RuleFailure> rule = FieldRule::compile(field.rule);
    if (!rule)
        return rule.error();
    if (const std::optional<RuleFailure> failure = checkDefault(field))
        return failure;
    plan.fields.append({field, std::move(*rule)});
    return std::nullopt;
}

} // namespace

QString PlanFailure::text() const
{
    switch (part) {
    case Part::Row:
    case Part::Next:
        return name + u": "_s + rule.text();
    case Part::Field:
        return u"field '%1': "_s.arg(name) + rule.text();
    case Part::Keys:
        return u"key '%1': "_s.arg(name) + rule.detail;
    }
    return {};
}

Result<NodeQuery, RuleFailure> compileNodeRule(const QString &rule)
{
    const Result<RuleText, RuleFailure> text = splitRule(rule);
    if (!text)
        return tl::unexpected(text.error());
    if (text->kind != RuleKind::Css && text->kind != RuleKind::XPath)
        return tl::unexpected(RuleFailure{0, u"a css: or xpath: rule expected"_s});
    if (!text->transforms.isEmpty())
        return tl::unexpected(RuleFailure{text->transforms.first().position, u"no transforms are taken here"_s});
    return NodeQuery::compile(*text);
}

PlanResult ExtractionPlan::compile(const ExtractionSpec &spec)
{
    auto plan = std::make_shared<ExtractionPlan>();
    if (auto failure = compileNode(spec.row, Part::Row, plan->row))
        return tl::unexpected(*failure);
    if (auto failure = compileNode(spec.next, Part::Next, plan->next))
        return tl::unexpected(*failure);
    for (int i = 0; i < spec.fields.size(); ++i) {
        const std::optional<RuleFailure> failure =
            i < mostFields ? compileField(spec, i, *plan) : RuleFailure{0, u"more than %1 fields"_s.arg(mostFields)};
        if (failure)
            return tl::unexpected(PlanFailure{Part::Field, i, spec.fields[i].name, *failure});
    }
    const QStringList columns = plan->columns();
    for (const QString &key : spec.keyFields) {
        if (!columns.contains(key))
            return tl::unexpected(PlanFailure{Part::Keys, -1, key, {0, u"there is no such field"_s}});
    }
    plan->keyFields = spec.keyFields;
    return std::shared_ptr<const ExtractionPlan>(std::move(plan));
}

QStringList ExtractionPlan::columns() const
{
    QStringList names;
    for (const Field &field : fields)
        names.append(field.spec.name);
    return names;
}

QStringList ExtractionPlan::jsonPrograms() const
{
    QStringList programs;
    for (const Field &field : fields) {
        if (field.rule.kind() == RuleKind::Json && !programs.contains(field.rule.jsonProgram()))
            programs.append(field.rule.jsonProgram());
    }
    return programs;
}

} // namespace sluice::core
