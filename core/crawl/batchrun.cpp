// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchrun.h"

#include "core/base/whendone.h"

#include <algorithm>
#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool needsParsing(const BatchPlan &plan, const CrawlStore *store)
{
    return store || plan.crawl.spec.hasFields() || plan.crawl.spec.isLedByRules();
}

/// URLs that stand in the list more than once.
QSet<WebUrl> repeatedOnes(const QList<WebUrl> &urls)
{
    QSet<WebUrl> once;
    QSet<WebUrl> repeated;
    once.reserve(urls.size());
    for (const WebUrl &url : urls) {
        if (once.contains(url))
            repeated.insert(url);
        once.insert(url);
    }
    return repeated;
}

QList<qint64> inOrder(const QList<WebUrl> &urls)
{
    QList<qint64> list(urls.size());
    std::iota(list.begin(), list.end(), 0);
    return list;
}

/// The first URL of each host, then the second of each, and so on.
QList<qint64> hostsInTurns(const QList<WebUrl> &urls)
{
    QHash<QByteArray, qint64> counts;
    QList<qint64> rounds(urls.size());
    for (qsizetype entry = 0; entry < urls.size(); ++entry)
        rounds[entry] = counts[urls.at(entry).origin()]++;
    QList<qint64> list = inOrder(urls);
    const auto isEarlier = [&rounds](qint64 a, qint64 b) { return rounds.at(a) < rounds.at(b); };
    std::stable_sort(list.begin(), list.end(), isEarlier);
    return list;
}

Until conditionOf(BatchUntil until)
{
    switch (until) {
    case BatchUntil::First:
        return Until::FirstCompleted;
    case BatchUntil::FirstFailed:
        return Until::FirstFailed;
    case BatchUntil::All:
        return Until::All;
    }
    Q_UNREACHABLE();
}

std::optional<std::chrono::milliseconds> limitOf(const BatchSpec &spec)
{
    return spec.timeoutMs ? std::optional(std::chrono::milliseconds(*spec.timeoutMs)) : std::nullopt;
}

} // namespace

BatchRun::BatchRun(BatchId batch, BatchPlan plan, const CrawlServices &services, CrawlStore *store, CrawlId crawl,
                   QObject *parent)
    : QObject(parent)
    , m_batch(batch)
    , m_plan(std::move(plan))
    , m_clock(services.clock)
    , m_urls(m_plan.urls)
    , m_fetcher(m_plan.crawl, services, needsParsing(m_plan, store))
    , m_links(m_plan.spec.followDepth)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(m_plan.spec.newsEveryMs);
    connect(&m_tell, &QTimer::timeout, this, &BatchRun::tellNow);
    connect(&m_fetcher, &BatchFetcher::started, this, &BatchRun::noteStart);
    connect(&m_fetcher, &BatchFetcher::ended, this, &BatchRun::noteEnd);
    m_fetcher.onEnding([this](BatchFetcher::Ending &ending) { takeEnding(ending); });
    if (!store)
        return;
    m_filing = std::make_unique<BatchFiling>(crawl, m_plan.crawl, *store, m_fetcher.visits(), services.gate);
    m_fetcher.setRoom([this] { return m_filing->hasRoom(); });
    connect(m_filing.get(), &BatchFiling::advanced, this, &BatchRun::watchFiling);
}

BatchRun::~BatchRun()
{
    disconnect(&m_fetcher, nullptr, this, nullptr); // it tells of what it drops as it goes
}

void BatchRun::start()
{
    m_startMs = m_clock.monotonicMs();
    m_fetcher.keepAnswersOf(repeatedOnes(m_urls));
    if (m_plan.spec.mode == BatchMode::Callback)
        m_links.addListed(m_urls);
    if (m_filing)
        m_filing->begin(m_urls);
    begin(m_plan.spec.mode == BatchMode::Map ? inOrder(m_urls) : hostsInTurns(m_urls));
    tell();
}

void BatchRun::begin(const QList<qint64> &list)
{
    BatchOptions options;
    options.concurrency = window;
    options.clock = &m_clock;
    options.timeout = limitOf(m_plan.spec);
    const Begin fetchOne = [this](const qint64 &entry) { return fetch(entry); };
    const auto takeOne = [this](const Answered &completed) { take(completed.request, completed.outcome); };
    const BatchEnded atEnd = [this](const BatchEnd &) { finish(); };
    switch (m_plan.spec.mode) {
    case BatchMode::AsCompleted:
    case BatchMode::Callback:
        m_handle = asCompleted(this, Requests<qint64>(list), fetchOne, options, takeOne, atEnd);
        return;
    case BatchMode::Map:
        m_handle = map(this, Requests<qint64>(list), fetchOne, options, takeOne, atEnd);
        return;
    case BatchMode::Gather:
        return gatherAll(list, options);
    case BatchMode::Wait:
        return waitFor(list);
    }
    Q_UNREACHABLE();
}

void BatchRun::gatherAll(const QList<qint64> &list, const BatchOptions &options)
{
    const Begin fetchOne = [this](const qint64 &entry) { return fetch(entry); };
    const auto all = gather(this, Requests<qint64>(list), fetchOne, options, OnFailure::Collect);
    whenDone(all, this, [this, list](const Gathered<BatchAnswer> &gathered) {
        QList<qsizetype> places(list.size()); // of each entry among the answers
        for (qsizetype place = 0; place < list.size(); ++place)
            places[list.at(place)] = place;
        for (qsizetype entry = 0; gathered && entry < gathered->size(); ++entry)
            take(entry, gathered->at(places.at(entry)));
        finish();
    });
}

void BatchRun::waitFor(const QList<qint64> &list)
{
    BatchOptions options;
    options.concurrency = window;
    options.clock = &m_clock;
    m_waiting = std::make_unique<WaitSet<qint64, Begin>>(
        this, list, [this](const qint64 &entry) { return fetch(entry); }, options);
    const auto waited = m_waiting->wait(conditionOf(m_plan.spec.until), limitOf(m_plan.spec));
    whenDone(waited, this, [this](const WaitSet<qint64, Begin>::Answer &answer) {
        if (answer)
            takeWaited(*answer);
        finish();
    });
}

void BatchRun::takeWaited(const Waited<qint64, BatchAnswer> &waited)
{
    m_isPastDeadline = waited.isTimedOut;
    for (const Answered &completed : waited.done)
        take(completed.request, completed.outcome);
    QList<qint64> left;
    for (const Pending<qint64> &pending : waited.pending)
        left.append(pending.request);
    std::sort(left.begin(), left.end()); // they were taken from the hosts in turns
    for (const qint64 index : std::as_const(left)) {
        BatchEntry entry = pendingEntry(index);
        if (m_isCancelled)
            entry.state = BatchState::Cancelled;
        entry.error = waited.isTimedOut ? lateText() : m_isCancelled ? tr("cancelled") : QString();
        if (m_isCancelled)
            m_told.add(entry);
        m_news.results.append(entry);
    }
}

QFuture<BatchAnswer> BatchRun::fetch(qint64 entry)
{
    if (m_unwanted.remove(entry))
        return m_fetcher.refuse(entry);
    const QFuture<BatchAnswer> future = m_fetcher.fetch(entry, m_urls.at(entry), m_found.value(entry).depth);
    if (!future.isFinished())
        m_futures.insert(entry, future);
    return future;
}

void BatchRun::cancel()
{
    if (m_hasEnded || std::exchange(m_isCancelled, true))
        return;
    // Each mode comes to its end by itself, in its order, as nothing is got any more.
    m_fetcher.close();
}

void BatchRun::cancelEntry(qint64 index)
{
    if (m_hasEnded || index < 0 || index >= m_urls.size())
        return;
    if (const auto future = m_futures.find(index); future != m_futures.end())
        future->cancel();
    else
        m_unwanted.insert(index); // nothing is asked for it when its turn comes, if that is still to come
}

void BatchRun::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    m_fetcher.setHeld(isHeld);
    tell();
}

void BatchRun::interrupt()
{
    if (m_hasEnded)
        return;
    m_isCancelled = true;
    m_handle = {};
    m_fetcher.close();
    finish();
}

/// Of each URL once, before those that wait for it are told.
void BatchRun::takeEnding(BatchFetcher::Ending &ending)
{
    if (const int depth = m_links.depth(ending.url); depth >= 0)
        ending.depth = depth;
    const QList<FollowedLinks::Found> found = follow(ending);
    if (m_filing)
        m_filing->file(ending, found);
}

/// The entries that the rule adds.
QList<FollowedLinks::Found> BatchRun::follow(const BatchFetcher::Ending &ending)
{
    if (m_plan.spec.mode != BatchMode::Callback || !ending.end.isDone || m_hasEnded)
        return {};
    QList<WebUrl> wanted;
    for (const WebUrl &url : ending.end.parsed.extracted.next) {
        if (m_fetcher.visits().policy().judge(url) == SkipReason::None)
            wanted.append(url);
    }
    const QList<FollowedLinks::Found> found = m_links.add(ending.url, wanted);
    for (const FollowedLinks::Found &each : found) {
        const qint64 entry = m_urls.size();
        if (!m_handle.add(entry))
            return {}; // it ends
        m_urls.append(each.url);
        m_found.insert(entry, {each.depth, elapsedMs()});
    }
    return found;
}

void BatchRun::noteStart(qint64 entry, qint64 atMs)
{
    m_started.insert(entry, atMs - m_startMs);
    if (m_plan.spec.isWatched)
        m_news.changes.append(pendingEntry(entry));
    tell();
}

/// What the mode keeps back for its order is drawn nevertheless.
void BatchRun::noteEnd(qint64 entry, const BatchAnswer &answer)
{
    m_futures.remove(entry);
    if (m_hasEnded)
        return;
    const BatchEntry ended = entryOf(entry, toOutcome<BatchAnswer>(answer));
    m_live.add(ended);
    if (m_plan.spec.isWatched)
        m_news.changes.append(ended);
    tell();
}

void BatchRun::take(qint64 entry, const Outcomes &outcome)
{
    const BatchEntry result = entryOf(entry, outcome);
    m_isPastDeadline = m_isPastDeadline || (!outcome && outcome.error().kind == BatchFault::TimedOut);
    m_told.add(result);
    m_started.remove(entry);
    m_futures.remove(entry);
    m_news.results.append(result);
    tell();
}

void BatchRun::finish()
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_waiting.reset();
    m_fetcher.close();
    const bool isWhole = m_told.done + m_told.failed == m_urls.size();
    if (m_filing)
        m_filing->finish(isWhole ? CrawlState::Finished : CrawlState::Interrupted, elapsedMs());
    tellNow();
    Q_EMIT ended();
}

void BatchRun::watchFiling()
{
    if (!m_filing->trouble().isEmpty())
        return cancel();
    m_fetcher.wake();
}

} // namespace sluice::core
