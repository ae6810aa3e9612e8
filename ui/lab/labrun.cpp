// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labrun.h"

#include "core/base/jsonkeys.h"
#include "core/crawl/extraction.h"
#include "core/extract/embeddedjson.h"
#include "core/extract/ruleparser.h"
#include "core/extract/workerjsonquery.h"
#include "core/extract/workerpool.h"
#include "core/html/links.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::NodeId;

namespace {

/// Rows in which the selected column's matches are looked for.
constexpr qsizetype mostRowsMarked = 500;

/// The column that brings the detail link of a row here; no user can name one so.
const QString linkColumn = u"\u0001detail"_s;

/// The part of the rules that can run.
struct Runnable
{
    core::ExtractionSpec spec;
    QList<int> places; ///< by field of the rules: its place in spec.fields, -1 = left out
};

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::ui::LabRun", text);
}

Runnable runnablePart(const core::CrawlSpec &rules)
{
    Runnable part;
    if (core::compileNodeRule(rules.nextRule))
        part.spec.next = rules.nextRule;
    part.spec.row = rules.rowRule;
    QSet<QString> names;
    for (const core::FieldSpec &field : rules.fields) {
        core::FieldSpec run = field;
        if (run.name.isEmpty())
            run.name = u"column %1"_s.arg(part.places.size() + 1);
        const bool isGood = !names.contains(run.name) && core::FieldRule::compile(run.rule);
        part.places.append(isGood ? int(part.spec.fields.size()) : -1);
        if (!isGood)
            continue;
        names.insert(run.name);
        part.spec.fields.append(run);
    }
    core::FieldSpec link;
    link.name = linkColumn;
    link.rule = rules.detailRule;
    link.type = core::ColumnType::Url;
    if (!rules.detailFields.isEmpty() && core::FieldRule::compile(link.rule))
        part.spec.fields.append(link);
    return part;
}

QString shown(const core::RowError &error)
{
    const QString where = error.row < 0 ? QString() : u"%1: "_s.arg(error.row + 1);
    const QString column =
        error.column == linkColumn ? words(QT_TRANSLATE_NOOP("sluice::ui::LabRun", "Detail link")) : error.column;
    return where + (column.isEmpty() ? error.detail : column + u": "_s + error.detail);
}

QList<NodeId> elementsOf(const QString &rule, core::PageContent &content, NodeId row)
{
    const auto split = core::splitRule(rule);
    if (!split || (split->kind != core::RuleKind::Css && split->kind != core::RuleKind::XPath))
        return {};
    const auto query = core::NodeQuery::compile(*split);
    return query ? query->elements(content, row).value_or(QList<NodeId>()) : QList<NodeId>();
}

void markNodes(const core::CrawlSpec &rules, const LabPage &page, int field, LabResult &result)
{
    const core::WebUrl base = core::documentBase(page.document, page.url);
    core::PageContent content(page.document, base, page.source);
    if (!rules.rowRule.isEmpty())
        result.rowNodes = elementsOf(rules.rowRule, content, page.document.root());
    result.marked = result.rowNodes;
    if (field < 0 || field >= rules.fields.size())
        return;
    result.marked.clear();
    const QList<NodeId> rows = rules.rowRule.isEmpty()
                                   ? QList<NodeId>{page.document.root()}
                                   : result.rowNodes.first(std::min(result.rowNodes.size(), mostRowsMarked));
    for (const NodeId row : rows)
        result.marked += elementsOf(rules.fields.at(field).rule, content, row);
}

QList<int> spread(const QList<int> &matches, const QList<int> &places)
{
    QList<int> byField;
    for (const int place : places)
        byField.append(place < 0 ? -1 : matches.value(place));
    return byField;
}

/// Moves the detail links out of the rows.
void takeLinks(LabResult &result)
{
    if (result.columns.removeAll(linkColumn) == 0)
        return;
    for (QJsonObject &row : result.rows)
        result.details.append(core::WebUrl::parse(row.take(linkColumn).toString().toUtf8()).value_or(core::WebUrl()));
}

void runColumns(const core::CrawlSpec &rules, const LabPage &page, core::WorkerPool *workers,
                const core::CancelToken &cancel, LabResult &result)
{
    const Runnable part = runnablePart(rules);
    result.matches = QList<int>(part.places.size(), -1);
    if (part.spec.fields.isEmpty() && part.spec.next.isEmpty())
        return;
    const auto plan = core::ExtractionPlan::compile(part.spec);
    if (!plan) {
        result.errors.append(plan.error().text());
        return;
    }
    std::unique_ptr<core::JsonQuery> json;
    if (workers)
        json = std::make_unique<core::WorkerJsonQuery>(*workers, core::WorkerLimits(), cancel);
    const core::RuleParser parser(*plan, json.get(), core::embeddedJson);
    const core::ParserPage view = page.view();
    const core::ExtractedRows extracted = parser.parse({&view, 1}).value(0);
    result.columns = (*plan)->columns();
    result.rows = extracted.rows;
    takeLinks(result);
    result.matches = spread(extracted.matches, part.places);
    result.nextPages = extracted.next.size();
    std::ranges::transform(extracted.errors, std::back_inserter(result.errors), shown);
    if (extracted.isCut)
        result.errors.append(
            words(QT_TRANSLATE_NOOP("sluice::ui::LabRun", "There are more rows than one page may give.")));
}

void runOwnParser(const core::CrawlSpec &rules, const LabPage &page, core::WorkerPool *workers,
                  const core::CancelToken &cancel, LabResult &result)
{
    const auto extraction = workers ? core::Extraction::make(rules, workers, cancel) : nullptr;
    if (!extraction) {
        result.errors.append(words(QT_TRANSLATE_NOOP("sluice::ui::LabRun", "Scripts and plug-ins cannot run here.")));
        return;
    }
    const core::PageRows rows = extraction->listPage(page.view());
    result.errors = rows.errors;
    result.messages = rows.messages;
    result.nextPages = rows.next.size();
    for (const core::RowDraft &draft : rows.rows) {
        result.rows.append(QJsonDocument::fromJson(draft.json).object());
        for (const QByteArray &key : core::jsonKeys(draft.json)) {
            if (const QString name = QString::fromUtf8(key); !result.columns.contains(name))
                result.columns.append(name);
        }
    }
}

} // namespace

LabResult runRules(const core::CrawlSpec &rules, const LabPage &page, int field, core::WorkerPool *workers)
{
    QElapsedTimer clock;
    clock.start();
    LabResult result;
    if (rules.hasOwnParser())
        runOwnParser(rules, page, workers, {}, result);
    else
        runColumns(rules, page, workers, {}, result);
    result.milliseconds = double(clock.nsecsElapsed()) / 1e6;
    markNodes(rules, page, field, result);
    return result;
}

SpeedComparison compareParsers(const core::CrawlSpec &rules, const QList<LabPagePtr> &pages, core::WorkerPool *workers)
{
    SpeedComparison comparison;
    comparison.pages = int(pages.size());
    const auto run = [&](const core::CrawlSpec &parser, double &milliseconds, qint64 &rows) {
        QList<QList<QJsonObject>> found;
        LabResult warm;
        if (!pages.isEmpty())
            runOwnParser(parser, *pages.first(), workers, {}, warm);
        QElapsedTimer clock;
        clock.start();
        for (const LabPagePtr &page : pages) {
            LabResult result;
            runOwnParser(parser, *page, workers, {}, result);
            found.append(result.rows);
            rows += result.rows.size();
            if (comparison.error.isEmpty())
                comparison.error = result.errors.value(0);
        }
        milliseconds = double(clock.nsecsElapsed()) / 1e6;
        return found;
    };
    core::CrawlSpec script = rules;
    script.fields.clear();
    core::CrawlSpec plugin = script;
    plugin.script.clear();
    const auto ofScript = run(script, comparison.scriptMs, comparison.scriptRows);
    comparison.isEqual = run(plugin, comparison.pluginMs, comparison.pluginRows) == ofScript;
    return comparison;
}

SampleCounts countRules(const core::CrawlSpec &rules, const QList<LabPagePtr> &pages, core::WorkerPool *workers,
                        const core::CancelToken &cancel)
{
    SampleCounts counts;
    counts.matches = QList<qint64>(rules.fields.size(), -1);
    for (const LabPagePtr &page : pages) {
        if (cancel.isCancelled())
            return counts;
        LabResult result;
        if (rules.hasOwnParser())
            runOwnParser(rules, *page, workers, cancel, result);
        else
            runColumns(rules, *page, workers, cancel, result);
        if (cancel.isCancelled())
            return counts;
        ++counts.pages;
        counts.rows += result.rows.size();
        for (qsizetype i = 0; i < result.matches.size(); ++i) {
            if (result.matches.at(i) >= 0)
                counts.matches[i] = std::max<qint64>(counts.matches.at(i), 0) + result.matches.at(i);
        }
    }
    return counts;
}

} // namespace sluice::ui
