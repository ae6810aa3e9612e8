// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/ruleparser.h"

#include "core/html/links.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// The answers of one program on the blocks of one page, as a field's values.
FieldValues valuesOf(std::span<const JsonAnswer> answers)
{
    FieldValues found;
    QString error;
    int failures = 0;
    for (const JsonAnswer &answer : answers) {
        if (!answer) {
            error = error.isEmpty() ? answer.error() : error;
            ++failures;
            continue;
        }
        const bool hasValue =
            std::any_of(answer->cbegin(), answer->cend(), [](const QJsonValue &value) { return !value.isNull(); });
        if (!hasValue)
            continue;
        for (const QJsonValue &value : *answer)
            found.values.append({value, noNode});
        found.isMatch = true;
        return found;
    }
    if (failures > 0 && failures == int(answers.size()))
        found.errors.append(error);
    return found;
}

FieldValues failed(const QString &error)
{
    FieldValues values;
    values.errors.append(error);
    return values;
}

} // namespace

RuleParser::RuleParser(std::shared_ptr<const ExtractionPlan> plan, JsonQuery *query, JsonSource source)
    : m_plan(std::move(plan))
    , m_query(query)
    , m_source(std::move(source))
{}

QList<QByteArray> RuleParser::blocksOf(const ParserPage &page) const
{
    if (page.isJson)
        return {page.source};
    return m_source ? m_source(*page.document) : QList<QByteArray>{};
}

QList<JsonAnswer> RuleParser::ask(std::span<const ParserPage> pages, const QStringList &programs,
                                  QList<qsizetype> &blockCounts) const
{
    if (programs.isEmpty() || m_query == nullptr)
        return {};
    QList<JsonTask> tasks;
    for (const ParserPage &page : pages) {
        const QList<QByteArray> blocks = blocksOf(page);
        blockCounts.append(blocks.size());
        for (const QString &program : programs) {
            for (const QByteArray &block : blocks)
                tasks.append({program, block});
        }
    }
    QList<JsonAnswer> answers = tasks.isEmpty() ? QList<JsonAnswer>{} : m_query->evaluate(tasks);
    if (answers.size() != tasks.size())
        blockCounts.clear();
    return answers;
}

QList<ExtractedRows> RuleParser::parse(std::span<const ParserPage> pages) const
{
    const QStringList programs = m_plan->jsonPrograms();
    QList<qsizetype> blockCounts;
    const QList<JsonAnswer> answers = ask(pages, programs, blockCounts);
    std::span<const JsonAnswer> rest(answers);
    QList<ExtractedRows> results;
    for (const ParserPage &page : pages) {
        const WebUrl base = documentBase(*page.document, page.url);
        PageContent content(*page.document, base, page.source);
        for (const QString &program : programs) {
            if (blockCounts.isEmpty()) {
                content.setJson(program, failed(u"json: rules cannot run here"_s));
                continue;
            }
            const auto count = std::size_t(blockCounts[results.size()]);
            content.setJson(program, valuesOf(rest.first(count)));
            rest = rest.subspan(count);
        }
        results.append(extractRows(*m_plan, content));
    }
    return results;
}

} // namespace sluice::core
