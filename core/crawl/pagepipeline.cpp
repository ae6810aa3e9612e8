// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/pagepipeline.h"

#include "core/batch/callbacks.h"
#include "core/crawl/bodyrows.h"
#include "core/crawl/programcheck.h"

#include <QRandomGenerator>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Keeps a page's bytes counted, and the budget they are counted on alive, until the outcome is on disk.
struct KeptBytes
{
    std::shared_ptr<ByteBudget> budget;
    std::shared_ptr<ByteTicket> ticket;
};

} // namespace

PagePipeline::PagePipeline(const CrawlContext &context, Frontier &frontier, PageFetcher &pages, UrlKeyer keyer,
                           QObject *parent)
    : QObject(parent)
    , m_crawl(context.crawl)
    , m_plan(context.plan)
    , m_store(context.store)
    , m_services(context.services)
    , m_frontier(frontier)
    , m_pages(pages)
    , m_keyer(keyer)
    , m_hasPrograms(needsWorkers(m_plan.spec))
    , m_extraction(Extraction::make(m_plan.spec, m_services.workers, m_stop.token()))
    , m_hasFields(m_extraction && m_extraction->hasFields())
    , m_streamedColumns(streamedColumns(m_plan.spec))
    , m_listWatch(m_extraction ? m_extraction->listColumns() : QStringList())
    , m_detailWatch(m_extraction ? m_extraction->detailColumns() : QStringList())
{
    connect(&m_store, &CrawlStore::committed, this, &PagePipeline::takeCommitted);
}

void PagePipeline::begin(const Lease &lease)
{
    auto visit = std::make_shared<Visit>();
    visit->lease = lease;
    visit->ticket = m_services.budget->open();
    ++m_fetching;
    m_pages.fetch(lease, visit->ticket, [this, visit](FetchedPage page) {
        --m_fetching;
        visit->page = std::move(page);
        fetched(visit);
        Q_EMIT advanced();
    });
}

void PagePipeline::budgetFreed()
{
    while (!m_parked.empty() && m_parsing < m_services.pool.size()) {
        const VisitPointer oldest = m_parked.begin()->second;
        m_parked.erase(m_parked.begin());
        parse(oldest);
    }
}

void PagePipeline::close()
{
    m_isClosed = true;
    m_stop.cancel();
}

void PagePipeline::dropParked()
{
    m_parked.clear();
    m_stop.cancel();
}

void PagePipeline::fetched(const VisitPointer &visit)
{
    const FetchResult &result = visit->page.result;
    const bool isCancelled = !result && result.error().kind == FetchFault::Cancelled;
    if (isCancelled || m_isClosed) {
        if (!visit->page.isRepeatable)
            return leave(visit);
        m_frontier.requeue(visit->lease, visit->lease.attempt - 1, 0);
        return;
    }
    if (visit->page.refusalKind.isEmpty() && visit->page.isRepeatable && retry(*visit))
        return;
    if (isPage(visit->page))
        return parse(visit);
    if (visit->plain)
        return takePlain(visit);
    visit->ticket->shrinkTo(0);
    ParsedPage nothing;
    nothing.row = emptyRow();
    settle(*visit, UrlState::Failed, pageRecord(visit->page, nowUtcMs()), std::move(nothing));
}

/// What was posted may have been processed: it is filed as failed, so that resuming does not post it again.
void PagePipeline::leave(const VisitPointer &visit)
{
    PageRecord record = pageRecord(visit->page, nowUtcMs());
    record.errorKind = faultName(FetchFault::Cancelled);
    record.error = tr("interrupted on the way; asking again might do twice what it does");
    visit->ticket->shrinkTo(0);
    ParsedPage nothing;
    nothing.row = emptyRow();
    settle(*visit, UrlState::Failed, std::move(record), std::move(nothing));
}

bool PagePipeline::retry(const Visit &visit)
{
    const Lease &lease = visit.lease;
    const FetchResult &result = visit.page.result;
    const auto delay = m_plan.retry.delayMs(lease.attempt, result, QRandomGenerator::global()->generateDouble());
    if (!delay)
        return false;
    m_frontier.requeue(lease, lease.attempt, m_services.clock.monotonicMs() + std::max<qint64>(1, *delay));
    Outcome outcome;
    outcome.crawl = m_crawl;
    outcome.url = lease.id;
    outcome.state = UrlState::Pending;
    outcome.depth = m_frontier.depth(lease.index);
    outcome.attempts = lease.attempt;
    m_store.commit(std::move(outcome));
    const QString why = result ? u"HTTP %1"_s.arg(result->status) : result.error().detail;
    Q_EMIT logged(m_crawl, tr("%1: %2; try %3 follows in %4 s")
                               .arg(lease.url.toString(), why)
                               .arg(lease.attempt + 1)
                               .arg(double(*delay) / 1000, 0, 'f', 1));
    return true;
}

void PagePipeline::parse(const VisitPointer &visit)
{
    const FetchResponse &response = *visit->page.result;
    ParseJob job{visit->page.finalUrl,   response.headers, response.body, m_plan.spec.maximumBodyBytes,
                 m_plan.spec.isBodyKept, m_keyer,          visit->ticket, m_extraction,
                 visit->lease.isDetail};
    ++m_parsing;
    addDoneCallback(m_services.pool.submit([job = std::move(job)] { return parsePage(job); }), this,
                    [this, visit](const OutcomeOf<ParsedPage> &outcome) {
                        --m_parsing;
                        parsed(visit, parsedPage(outcome));
                        Q_EMIT advanced();
                    });
}

void PagePipeline::parsed(const VisitPointer &visit, ParsedPage result)
{
    if (m_isClosed)
        return;
    // Whether its programs got to their end cannot be told.
    if (m_stop.isCancelled() && m_hasPrograms) {
        m_frontier.requeue(visit->lease, visit->lease.attempt - 1, 0);
        return;
    }
    if (result.failure && result.failure->kind == DecodeFault::NoRoom) {
        m_parked.emplace(visit->ticket->serial(), visit);
        if (m_services.budget->hasRoomAgain(*visit->ticket))
            budgetFreed();
        return;
    }
    if (!result.failure && !visit->plain &&
        isToBeRendered(m_plan.spec, result, visit->lease.isDetail, learningOf(*visit)))
        return render(visit, std::move(result));
    learnFrom(*visit, result);
    PageRecord record = pageRecord(visit->page, nowUtcMs());
    visit->page.result->body.clear();
    visit->ticket->shrinkTo(result.body ? result.body->zstd.size() : 0);
    if (!result.failure) {
        addParsed(record, result);
        hintAtScripts(*visit, result);
        settle(*visit, UrlState::Done, std::move(record), std::move(result));
        return;
    }
    const bool isTooLarge = result.failure->kind == DecodeFault::TooLarge;
    record.errorKind = faultName(isTooLarge ? FetchFault::BodyTooLarge : FetchFault::Decode);
    record.error = result.failure->detail;
    settle(*visit, UrlState::Failed, std::move(record), std::move(result));
}

void PagePipeline::settle(const Visit &visit, UrlState state, PageRecord record, ParsedPage result)
{
    const Lease &lease = visit.lease;
    const bool isDone = state == UrlState::Done;
    m_frontier.settle(lease.index, isDone ? VisitState::Done : VisitState::Failed);
    ++(isDone ? m_tally.done : m_tally.failed);
    m_tally.bytes += record.bytes;
    Outcome outcome;
    outcome.crawl = m_crawl;
    outcome.url = lease.id;
    outcome.state = state;
    outcome.depth = m_frontier.depth(lease.index);
    outcome.attempts = lease.attempt;
    if (!isDone && lease.isSeed)
        Q_EMIT warned(m_crawl, tr("%1: %2").arg(lease.url.toString(), record.error));
    if (isDone)
        fileLinks(visit, result.links, outcome);
    if (m_hasFields)
        addRows(visit, result.extracted, outcome);
    else
        outcome.rows = {result.row};
    m_tally.rows += outcome.rows.size();
    if (m_services.isStreaming && !m_hasFields)
        m_rowsToStream.insert(lease.id, {m_crawl, defaultRow(lease.url.text(), {}, outcome.depth, record, result.row)});
    outcome.page = std::move(record);
    outcome.body = std::move(result.body);
    commit(visit, std::move(outcome));
}

/// A URL that failed is a row where every page is one; where rows are matches, it has none.
void PagePipeline::addRows(const Visit &visit, PageRows &extracted, Outcome &outcome)
{
    outcome.details = std::move(extracted.details);
    if (outcome.state == UrlState::Done) {
        tellMessages(visit, extracted.messages);
        warnOfRules((visit.lease.isDetail ? m_detailWatch : m_listWatch).takePage(extracted.matches));
    } else if (m_extraction->isRowPerPage() && !visit.lease.isDetail && !m_extraction->columns().isEmpty()) {
        extracted.rows = {{m_extraction->emptyRow(), {}, {}}};
    }
    for (RowDraft &row : extracted.rows) {
        outcome.rows.append(storedRow(row));
        const bool hasDetail = !row.detailPage.isEmpty();
        outcome.ties.append(
            {std::move(row.key), hasDetail ? m_frontier.idOf(m_keyer.keyOf(row.detailPage.text())) : UrlId()});
    }
}

/// A script can say more of each page than anybody reads.
void PagePipeline::tellMessages(const Visit &visit, const QStringList &messages)
{
    constexpr int mostMessages = 1'000;
    constexpr qsizetype mostCharacters = 1'000;
    for (const QString &message : messages) {
        if (++m_messages > mostMessages)
            break;
        Q_EMIT warned(m_crawl, tr("script on %1: %2").arg(visit.lease.url.toString(), message.left(mostCharacters)));
    }
    if (m_messages > mostMessages && !std::exchange(m_areMessagesCut, true))
        Q_EMIT warned(m_crawl, tr("the script has more to say; its further messages are left out"));
}

void PagePipeline::warnOfRules(const QStringList &columns)
{
    for (const QString &column : columns)
        Q_EMIT warned(m_crawl, tr("column %1: its rule has found nothing so far").arg(column));
}

void PagePipeline::finish()
{
    warnOfRules(m_listWatch.finish() + m_detailWatch.finish());
}

QList<StreamedRow> PagePipeline::freshRows(UrlId url)
{
    QList<StreamedRow> rows;
    const auto fresh = m_store.freshRows(url, m_extraction->columns(), m_streamedColumns);
    for (const FreshRow &row : fresh.value_or(QList<FreshRow>())) {
        if (m_toldEarly.remove(row.id))
            continue;
        // A row whose detail page was on disk first comes up again when that page is told of.
        if (row.detail.isValid() && row.detail != url && m_uncommitted.contains(row.detail))
            m_toldEarly.insert(row.id);
        rows.append({m_crawl, row.values});
    }
    return rows;
}

void PagePipeline::fileLinks(const Visit &visit, const QList<FoundLink> &links, Outcome &outcome)
{
    Discovery discovery = m_frontier.discover(visit.lease.index, links);
    outcome.found = std::move(discovery.found);
    outcome.changes = std::move(discovery.changes);
    outcome.outlinks = std::move(discovery.outlinks);
}

void PagePipeline::commit(const Visit &visit, Outcome outcome)
{
    m_uncommitted.insert(outcome.url);
    outcome.keepAlive = std::make_shared<KeptBytes>(KeptBytes{m_services.budget, visit.ticket});
    m_store.commit(std::move(outcome));
}

void PagePipeline::takeCommitted(const QList<QPair<CrawlId, UrlId>> &outcomes)
{
    QList<StreamedRow> rows;
    for (const auto &[crawl, url] : outcomes) {
        if (crawl != m_crawl || !m_uncommitted.remove(url))
            continue;
        m_frontier.committed(url);
        if (!m_services.isStreaming)
            continue;
        if (m_hasFields) {
            rows += freshRows(url);
            continue;
        }
        StreamedRow row = m_rowsToStream.take(url);
        if (const QByteArray foundOn = m_store.foundOn(url).value_or(QByteArray()); !foundOn.isEmpty())
            row.values[foundOnColumn] = QString::fromUtf8(foundOn);
        rows.append(std::move(row));
    }
    if (!rows.isEmpty())
        Q_EMIT rowsCommitted(rows);
    Q_EMIT advanced();
}

} // namespace sluice::core
