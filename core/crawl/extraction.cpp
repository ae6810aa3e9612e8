// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/extraction.h"

#include "core/extract/embeddedjson.h"
#include "core/extract/jqqueryguard.h"
#include "core/extract/orderedjson.h"
#include "core/extract/pagination.h"
#include "core/extract/ruleparser.h"
#include "core/extract/workerjsonquery.h"
#include "core/extract/workerparser.h"
#include "core/store/rowerror.h"

#include <QCryptographicHash>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// The column that brings the detail link of a row here; no user can name one so.
const QString linkColumn = u"\u0001detail"_s;

ExtractionSpec listSpec(const CrawlSpec &spec)
{
    ExtractionSpec list;
    list.row = spec.rowRule;
    list.next = spec.nextRule;
    list.fields = spec.fields;
    list.keyFields = spec.keyFields;
    if (!spec.detailRule.isEmpty()) {
        FieldSpec link;
        link.name = linkColumn;
        link.rule = spec.detailRule;
        link.type = ColumnType::Url;
        list.fields.append(link);
    }
    return list;
}

ExtractionSpec detailSpec(const CrawlSpec &spec)
{
    ExtractionSpec detail;
    detail.fields = spec.detailFields;
    return detail;
}

/// Rows are told apart as they are found; what their detail pages bring comes later.
SpecProblem keyProblem(const PlanFailure &failure, const CrawlSpec &spec)
{
    const bool isLate = std::any_of(spec.detailFields.begin(), spec.detailFields.end(),
                                    [&failure](const FieldSpec &field) { return field.name == failure.name; });
    const QString reason = isLate ? u"comes from the detail page, but rows are told apart on the list page already; "
                                    "expected columns of the list page alone, such as the link to the detail page"_s
                                  : failure.rule.text();
    return {u"extraction.keys"_s, failure.name + u": "_s + reason};
}

SpecProblem problemOf(const PlanFailure &failure, const CrawlSpec &spec, const QString &fields)
{
    const QString group = u"extraction."_s;
    switch (failure.part) {
    case PlanFailure::Part::Row:
        return {group + u"row"_s, failure.rule.text()};
    case PlanFailure::Part::Next:
        return {group + u"next"_s, failure.rule.text()};
    case PlanFailure::Part::Keys:
        return keyProblem(failure, spec);
    case PlanFailure::Part::Field:
        break;
    }
    if (failure.name == linkColumn)
        return {group + u"detail"_s, failure.rule.text()};
    const bool isNamed = failure.field >= 0 && failure.field < spec.fields.size() + spec.detailFields.size();
    return {group + u"%1[%2]"_s.arg(fields).arg(isNamed ? failure.field : 0),
            failure.name + u": "_s + failure.rule.text()};
}

/// json: programs that name what reaches outside of them; whether the others compile, only jq can tell.
QList<SpecProblem> refusedPrograms(const QList<FieldSpec> &fields, const QString &list)
{
    QList<SpecProblem> problems;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const auto rule = FieldRule::compile(fields[i].rule);
        if (!rule || rule->kind() != RuleKind::Json)
            continue;
        if (const auto refusal = findRefusedName(rule->jsonProgram()))
            problems.append({u"extraction.%1[%2]"_s.arg(list).arg(i),
                             u"%1: position %2: %3"_s.arg(fields[i].name)
                                 .arg(fields[i].rule.indexOf(rule->jsonProgram()) + refusal->position)
                                 .arg(refusal->detail)});
    }
    return problems;
}

QList<SpecProblem> combinationProblems(const CrawlSpec &spec)
{
    QList<SpecProblem> problems;
    if (spec.fields.isEmpty() && spec.detailFields.isEmpty() && (!spec.rowRule.isEmpty() || !spec.detailRule.isEmpty()))
        problems.append({u"extraction.fields"_s, u"expected at least one column for the rows"_s});
    if (spec.hasOwnParser() && !(spec.fields.isEmpty() && spec.detailFields.isEmpty()))
        problems.append({u"extraction.fields"_s, u"either columns with rules or a parser of your own, not both"_s});
    if (spec.detailFields.isEmpty() != spec.detailRule.isEmpty())
        problems.append({spec.detailRule.isEmpty() ? u"extraction.detail"_s : u"extraction.detail_fields"_s,
                         u"a detail link and columns from its page belong together"_s});
    for (const FieldSpec &field : spec.detailFields) {
        const bool isTwice = std::any_of(spec.fields.begin(), spec.fields.end(),
                                         [&field](const FieldSpec &other) { return other.name == field.name; });
        if (isTwice)
            problems.append(
                {u"extraction.detail_fields"_s, field.name + u": the list page has a column of that name"_s});
    }
    if (!spec.numberedPages.pattern.isEmpty()) {
        const WebUrl base = WebUrl::parse(spec.seeds.value(0).toUtf8()).value_or(WebUrl());
        if (const auto pages = numberedPages(spec.numberedPages, base); !pages)
            problems.append({u"extraction.pages"_s, pages.error()});
    }
    return problems;
}

std::unique_ptr<PageParser> parserFor(const ExtractionSpec &spec, JsonQuery *json)
{
    auto plan = ExtractionPlan::compile(spec);
    return plan ? std::make_unique<RuleParser>(std::move(*plan), json, embeddedJson) : nullptr;
}

/// The names of its other members, which the columns do not have, in the order of the program that made them.
QStringList furtherNames(const QStringList &columns, const QStringList &named, const QJsonObject &row)
{
    QStringList names = named;
    names.removeIf([&](const QString &name) {
        return name == linkColumn || name == rowErrorKey() || columns.contains(name) || !row.contains(name);
    });
    return names;
}

QString shown(const RowError &error, const QString &where)
{
    const QString column = error.column == linkColumn ? u"detail link"_s : error.column;
    return column.isEmpty() ? error.detail + where : column + where + u": "_s + error.detail;
}

/// The page's errors are all of them, and say which rows they are of; a row's are its own.
void addErrors(const ExtractedRows &extracted, PageRows &result)
{
    for (const RowError &error : extracted.errors) {
        const bool isOfRow = error.row >= 0;
        result.errors.append(shown(error, isOfRow ? u" (row %1)"_s.arg(error.row + 1) : QString()));
        if (!isOfRow)
            result.pageErrors.append(result.errors.last());
        else if (error.row < result.rows.size())
            result.rows[error.row].errors.append(shown(error, {}));
    }
    if (!extracted.isCut)
        return;
    result.errors.append(u"the page has more rows than one page may give; the further ones are left out"_s);
    result.pageErrors.append(result.errors.last());
}

} // namespace

QList<SpecProblem> extractionProblems(const CrawlSpec &spec)
{
    QList<SpecProblem> problems = combinationProblems(spec);
    if (const auto plan = ExtractionPlan::compile(listSpec(spec)); !plan)
        problems.prepend(problemOf(plan.error(), spec, u"fields"_s));
    else if (const auto detail = ExtractionPlan::compile(detailSpec(spec)); !detail)
        problems.prepend(problemOf(detail.error(), spec, u"detail_fields"_s));
    else
        problems += refusedPrograms(spec.fields, u"fields"_s) + refusedPrograms(spec.detailFields, u"detail_fields"_s);
    return problems;
}

WorkerProgram ownProgram(const CrawlSpec &spec)
{
    WorkerProgram program;
    program.mode = spec.script.isEmpty() ? WorkerMode::Plugin : WorkerMode::Script;
    program.source = spec.script;
    program.name = u"parser"_s;
    if (!spec.plugin.isEmpty())
        program.plugins.append(spec.plugin);
    return program;
}

Extraction::Extraction() = default;

Extraction::~Extraction() = default;

std::shared_ptr<const Extraction> Extraction::make(const CrawlSpec &spec, WorkerPool *workers,
                                                   const CancelToken &cancel)
{
    if (!spec.hasFields() && !spec.isLedByRules())
        return nullptr;
    std::shared_ptr<Extraction> made(new Extraction);
    if (workers)
        made->m_query = std::make_unique<WorkerJsonQuery>(*workers, WorkerLimits(), cancel);
    made->m_hasFixedColumns = !spec.hasOwnParser() || !workers;
    if (!made->m_hasFixedColumns)
        made->m_list = std::make_unique<WorkerParser>(*workers, ownProgram(spec), WorkerLimits(), cancel);
    else
        made->m_list = parserFor(listSpec(spec), made->m_query.get());
    if (!spec.detailFields.isEmpty())
        made->m_detail = parserFor(detailSpec(spec), made->m_query.get());
    for (const FieldSpec &field : spec.fields)
        made->m_columns.append(field.name);
    for (const FieldSpec &field : spec.detailFields)
        made->m_detailColumns.append(field.name);
    made->m_columns += made->m_detailColumns;
    made->m_keys = spec.keyFields;
    made->m_hasDetailLink = !spec.detailRule.isEmpty();
    made->m_isRowPerPage = spec.rowRule.isEmpty();
    made->m_isLedByRules = spec.isLedByRules();
    made->m_hasFields = spec.hasFields();
    return made;
}

PageRows Extraction::listPage(const ParserPage &page) const
{
    PageRows result;
    const ExtractedRows extracted = m_list->parse({&page, 1}).value(0);
    result.next = extracted.next;
    result.messages = extracted.messages;
    result.matches = extracted.matches;
    for (const QJsonObject &row : extracted.rows) {
        RowDraft &draft = result.rows.emplaceBack();
        draft.json = orderedJson(m_columns + furtherNames(m_columns, extracted.columns, row), row);
        if (const QByteArray key = rowKey(row, m_keys); !key.isEmpty())
            draft.key = QCryptographicHash::hash(key, QCryptographicHash::Blake2s_128);
        if (m_hasDetailLink)
            draft.detailPage = WebUrl::parse(row.value(linkColumn).toString().toUtf8()).value_or(WebUrl());
    }
    addErrors(extracted, result);
    if (m_isRowPerPage && result.rows.isEmpty() && !m_columns.isEmpty())
        result.rows.append({emptyRow(), {}, {}});
    return result;
}

PageRows Extraction::detailPage(const ParserPage &page) const
{
    PageRows result;
    if (!m_detail)
        return result;
    const ExtractedRows extracted = m_detail->parse({&page, 1}).value(0);
    addErrors(extracted, result);
    result.matches = extracted.matches;
    result.details = orderedJson(m_detailColumns, extracted.rows.value(0));
    return result;
}

QByteArray Extraction::emptyRow() const
{
    return orderedJson(m_columns, {});
}

} // namespace sluice::core
