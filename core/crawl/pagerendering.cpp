// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a page that its scripts make.
#include "core/crawl/pagepipeline.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

void PagePipeline::render(const VisitPointer &visit, ParsedPage result)
{
    visit->page.result->body.clear();
    visit->ticket->shrinkTo(0);
    visit->plain = std::make_shared<const PlainPage>(PlainPage{visit->page, std::move(result)});
    ++m_fetching;
    m_pages.render(visit->lease, visit->plain->page, visit->ticket, [this, visit](FetchedPage page) {
        --m_fetching;
        visit->page = std::move(page);
        fetched(visit);
        Q_EMIT advanced();
    });
}

/// It could not be rendered, so what HTTP gave is what there is.
void PagePipeline::takePlain(const VisitPointer &visit)
{
    visit->ticket->shrinkTo(0);
    ParsedPage result = visit->plain->parsed;
    const QString why = tr("could not be rendered: %1").arg(pageRecord(visit->page, nowUtcMs()).error);
    const auto with = [&why](const QString &error) { return error.isEmpty() ? why : error + u"; "_s + why; };
    result.note = with(result.note);
    // Rows with errors of their own do not show their page's.
    for (RowDraft &row : result.extracted.rows) {
        if (row.error)
            row.error = with(*row.error);
    }
    visit->page = visit->plain->page;
    PageRecord record = pageRecord(visit->page, nowUtcMs());
    addParsed(record, result);
    settle(*visit, UrlState::Done, std::move(record), std::move(result));
}

RenderLearning &PagePipeline::learningOf(const Visit &visit)
{
    return visit.lease.isDetail ? m_detailLearning : m_listLearning;
}

void PagePipeline::learnFrom(const Visit &visit, const ParsedPage &rendered)
{
    if (!visit.plain || rendered.failure || !m_extraction)
        return;
    const QStringList columns = visit.lease.isDetail ? m_extraction->detailColumns() : m_extraction->listColumns();
    const QList<int> &before = visit.plain->parsed.extracted.matches;
    for (const qsizetype column : learningOf(visit).takeRendered(before, rendered.extracted.matches)) {
        if (column < columns.size())
            Q_EMIT logged(m_crawl, tr("column %1: rendering has not filled it on %2 pages that had others; from now on "
                                      "few pages are rendered for it alone")
                                       .arg(columns[column])
                                       .arg(RenderLearning::triesWanted));
    }
}

/// Once a crawl is enough: it is one site's way most often.
void PagePipeline::hintAtScripts(const Visit &visit, const ParsedPage &result)
{
    const bool isHttp = m_plan.spec.renderMode == RenderMode::Http;
    if (!isHttp || !result.isScriptShell || !m_extraction || !findsNothing(m_plan.spec, result, visit.lease.isDetail))
        return;
    if (!std::exchange(m_areScriptsTold, true))
        Q_EMIT warned(m_crawl,
                      tr("%1: the rules found nothing, and the page has scripts but no links of its own; it is "
                         "likely made by JavaScript, and needs to be rendered (--render auto)")
                          .arg(visit.lease.url.toString()));
}

} // namespace sluice::core
