// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/rendering.h"

#include "core/render/renderpool.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool isHtml(const ParsedPage &page)
{
    return page.contentType.isEmpty() || page.contentType == "text/html" || page.contentType == "application/xhtml+xml";
}

/// Whether a column that must have a value has none in some row.
bool lacksRequired(const QList<FieldSpec> &fields, const PageRows &rows, qsizetype wanted)
{
    for (qsizetype i = 0; i < fields.size() && i < rows.matches.size(); ++i) {
        if (fields[i].isRequired && rows.matches[i] < wanted)
            return true;
    }
    return false;
}

} // namespace

bool findsNothing(const CrawlSpec &spec, const ParsedPage &page, bool isDetail)
{
    if (!isHtml(page))
        return false;
    if (!spec.hasFields())
        return page.isScriptShell;
    const PageRows &rows = page.extracted;
    if (rows.rows.isEmpty() && !isDetail)
        return true;
    if (spec.hasOwnParser())
        return false;
    const bool isAnyFound = std::ranges::any_of(rows.matches, [](int count) { return count > 0; });
    return !isAnyFound ||
           lacksRequired(isDetail ? spec.detailFields : spec.fields, rows, isDetail ? 1 : rows.rows.size());
}

bool isToBeRendered(const CrawlSpec &spec, const ParsedPage &page, bool isDetail, RenderLearning &learning)
{
    if (spec.renderMode != RenderMode::Auto)
        return false;
    if (findsNothing(spec, page, isDetail))
        return true;
    const bool hasRules = spec.hasFields() && !spec.hasOwnParser();
    return hasRules && isHtml(page) && learning.isWorthIt(page.extracted.matches);
}

std::optional<SpecProblem> renderProblem(const CrawlSpec &spec)
{
    if (spec.renderMode == RenderMode::Http || !findRenderProgram().isEmpty())
        return {};
    return SpecProblem{u"render.mode"_s, renderProgramMissing()};
}

} // namespace sluice::core
