// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/replay.h"

#include "core/batch/threadpool.h"
#include "core/crawl/jobfile.h"
#include "core/crawl/outcomes.h"

#include <deque>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int pagesPerRead = 64;
constexpr int addressesPerRead = 10'000;
/// Pages under way for each core, so that no core waits while the results are written in order.
constexpr int pagesPerCore = 8;
/// Bodies under way, decoded; one page more where it is larger than that.
constexpr qint64 bytesUnderWay = qint64(64) << 20;

tl::unexpected<ReplayFailure> failed(const StoreFailure &failure)
{
    const bool isCancelled = failure.kind == StoreFault::Cancelled;
    return tl::unexpected(ReplayFailure{isCancelled ? ReplayFault::Cancelled : ReplayFault::Storage, failure.detail});
}

Result<void, ReplayFailure> cancelled()
{
    return failure(ReplayFault::Cancelled, u"cancelled; the rows stay as they were"_s);
}

/// Parses pages on all cores and gives the results back in the order of the pages.
class ParseQueue final
{
public:
    explicit ParseQueue(const PageReplayer &replayer)
        : m_replayer(replayer)
    {}

    void add(StoredPage page)
    {
        const qint64 bytes = page.bytes;
        m_bytes += bytes;
        m_underWay.push_back(
            {m_threads.submit([this, page = std::move(page)] { return m_replayer.replay(page); }), bytes});
    }

    [[nodiscard]] bool isEmpty() const { return m_underWay.empty(); }
    [[nodiscard]] bool isFull() const
    {
        return qsizetype(m_underWay.size()) >= qsizetype(m_threads.size()) * pagesPerCore || m_bytes >= bytesUnderWay;
    }

    /// Waits for the first page. What a cancel ends meanwhile, programs of rules, ends soon.
    [[nodiscard]] OutcomeOf<ReplayedPage> takeFirst()
    {
        Task first = std::move(m_underWay.front());
        m_underWay.pop_front();
        m_bytes -= first.bytes;
        first.result.waitForFinished();
        return first.result.takeResult();
    }

private:
    struct Task
    {
        QFuture<OutcomeOf<ReplayedPage>> result;
        qint64 bytes = 0;
    };

    const PageReplayer &m_replayer;
    std::deque<Task> m_underWay;
    qint64 m_bytes = 0;
    ThreadPool m_threads; ///< last: what has begun ends before anything of it goes; what has not is left
};

} // namespace

void PageRemarks::add(const QByteArray &address, const QString &text)
{
    constexpr qsizetype mostCharacters = 1'000;
    if (count++ < mostKept)
        first.append({address, text.left(mostCharacters)});
}

Replay::Replay(CrawlId crawl, const CrawlSpec &job, WorkerPool &workers)
    : m_crawl(crawl)
    , m_job(job)
    , m_workers(workers)
{}

Result<ReplayProgress, ReplayFailure> Replay::run(const QString &projectPath, const CancelToken &cancel,
                                                  const std::function<void(const ReplayProgress &)> &progress)
{
    const auto reader = BodyReader::open(projectPath);
    if (!reader)
        return failed(reader.error());
    const auto hasBodies = (*reader)->hasBodies(m_crawl);
    if (!hasBodies)
        return failed(hasBodies.error());
    if (!*hasBodies)
        return failure(ReplayFault::NoBodies, u"%1: no body is kept of crawl %2"_s.arg(projectPath).arg(m_crawl.value));
    const auto count = (*reader)->pageCount(m_crawl);
    if (!count)
        return failed(count.error());
    m_progress.pagesInAll = *count;
    if (const auto parsed = parseAll(**reader, cancel, progress); !parsed)
        return tl::unexpected(parsed.error());
    return m_progress;
}

Result<AddressIndex, ReplayFailure> Replay::indexAddresses(const BodyReader &reader, const CancelToken &cancel) const
{
    AddressIndex index;
    for (UrlId last; !m_job.detailRule.isEmpty();) {
        const auto pages = reader.addressesAfter(m_crawl, last, addressesPerRead);
        if (!pages)
            return failed(pages.error());
        if (pages->isEmpty())
            break;
        if (cancel.isCancelled())
            return tl::unexpected(cancelled().error());
        for (const StoredPage &page : *pages)
            index.add(page);
        last = pages->last().url;
    }
    return index;
}

Result<void, ReplayFailure> Replay::parseAll(const BodyReader &reader, const CancelToken &cancel,
                                             const std::function<void(const ReplayProgress &)> &progress)
{
    auto index = indexAddresses(reader, cancel);
    if (!index)
        return tl::unexpected(index.error());
    const PageReplayer replayer(Extraction::make(m_job, &m_workers, cancel), std::move(*index));
    ParseQueue queue(replayer);
    const auto takeNext = [&]() -> Result<void, ReplayFailure> {
        const OutcomeOf<ReplayedPage> page = queue.takeFirst();
        if (cancel.isCancelled())
            return cancelled();
        if (!page)
            return failure(ReplayFault::Storage, page.error().detail);
        auto taken = take(*page);
        if (taken && progress)
            progress(m_progress);
        return taken;
    };
    for (UrlId last;;) {
        auto pages = reader.pagesAfter(m_crawl, last, pagesPerRead);
        if (!pages)
            return failed(pages.error());
        if (pages->isEmpty())
            break;
        last = pages->last().url;
        for (StoredPage &page : *pages) {
            queue.add(std::move(page));
            while (queue.isFull()) {
                if (auto taken = takeNext(); !taken)
                    return taken;
            }
        }
    }
    while (!queue.isEmpty()) {
        if (auto taken = takeNext(); !taken)
            return taken;
    }
    return {};
}

Result<void, ReplayFailure> Replay::take(const ReplayedPage &page)
{
    for (const RowTie &tie : page.ties) {
        if (tie.detail.isValid())
            m_detailPages.insert(tie.detail.value);
    }
    for (const QString &message : page.messages)
        m_messages.add(page.address, message);
    ++m_progress.pages;
    m_progress.rows += page.rows.size();
    if (!m_spool.append(page))
        return failed(m_spool.failure());
    return {};
}

Result<void, StoreFailure> Replay::rewind()
{
    if (!m_spool.rewind())
        return tl::unexpected(m_spool.failure());
    m_notes = {};
    return {};
}

/// What a crawl with these rules would have made of the page: a detail page gives no rows of its own, unless it is a
/// seed as well.
Result<bool, StoreFailure> Replay::nextPage(PageReplacement &page)
{
    if (m_spool.isAtEnd())
        return false;
    ReplayedPage replayed;
    if (!m_spool.next(replayed))
        return tl::unexpected(m_spool.failure());
    page = {};
    page.url = replayed.url;
    if (m_detailPages.contains(replayed.url.value) && !replayed.isSeed) {
        page.details = std::move(replayed.details);
        page.note = std::move(replayed.detailNote);
    } else {
        page.rows = std::move(replayed.rows);
        page.ties = std::move(replayed.ties);
        page.note = std::move(replayed.note);
    }
    if (const QString note = page.note.value_or(QString()); !note.isEmpty())
        m_notes.add(replayed.address, note);
    return true;
}

Result<qint64, ReplayFailure> Replay::replaceRows(Project &project, const CancelToken &cancel,
                                                  const std::function<void(qint64)> &progress)
{
    const auto record = project.crawl(m_crawl);
    if (!record)
        return failed(record.error());
    if (const auto rewound = rewind(); !rewound)
        return failed(rewound.error());
    const auto before = jobFromJson(record->spec);
    RowReplacement replacement;
    replacement.crawl = m_crawl;
    replacement.spec = jobToJson(before ? withRulesOf(*before, m_job) : m_job);
    replacement.hasDefaultRow = !m_job.hasFields();
    replacement.columns = fieldColumns(m_job);
    qint64 pages = 0;
    replacement.next = [this, &progress, &pages](PageReplacement &page) {
        if (progress)
            progress(pages++);
        return nextPage(page);
    };
    replacement.cancel = cancel;
    const auto rows = project.replaceRows(replacement);
    if (!rows)
        return failed(rows.error());
    return *rows;
}

CrawlSpec withRulesOf(CrawlSpec spec, const CrawlSpec &job)
{
    spec.rowRule = job.rowRule;
    spec.nextRule = job.nextRule;
    spec.detailRule = job.detailRule;
    spec.fields = job.fields;
    spec.detailFields = job.detailFields;
    spec.keyFields = job.keyFields;
    spec.script = job.script;
    spec.plugin = job.plugin;
    return spec;
}

} // namespace sluice::core
