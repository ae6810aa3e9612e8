// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/sitemapwalk.h"

#include "core/batch/callbacks.h"
#include "core/net/contentdecoder.h"
#include "core/url/sitemap.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int maximumFiles = 1'000;
constexpr int maximumLevel = 3;
constexpr qint64 maximumBytes = qint64(50) << 20;
/// Unpacked bodies and what they list may have many times the bytes of the answer and stand outside the byte budget.
constexpr int maximumInFlight = 2;
/// Where a sitemap names its root element.
constexpr qsizetype beginningBytes = 4'096;

/// Whether this begins as a sitemap does, though it may not end as one.
bool beginsAsSitemap(QByteArrayView content)
{
    const QByteArrayView beginning = content.first(std::min(content.size(), beginningBytes));
    return beginning.contains("urlset") || beginning.contains("sitemapindex");
}

} // namespace

struct SitemapWalk::ReadSitemap
{
    Sitemap sitemap;
    QList<WebUrl> urls;
    QString failure;
    bool isOther = false; ///< what failed is whole, but no sitemap
};

SitemapWalk::ReadSitemap SitemapWalk::readSitemap(const FetchResponse &response, const WebUrl &address)
{
    ReadSitemap read;
    auto decoded = decodeContent(response.body, headerValue(response.headers, "Content-Encoding"), maximumBytes);
    if (decoded)
        decoded = gunzipIfNeeded(*decoded, maximumBytes);
    if (!decoded) {
        read.failure = decoded.error().detail;
        return read;
    }
    auto sitemap = parseSitemap(*decoded);
    if (!sitemap) {
        read.failure = sitemap.error().detail;
        read.isOther = !beginsAsSitemap(*decoded);
        return read;
    }
    for (const QByteArray &entry : sitemap->entries) {
        if (auto url = address.resolve(entry))
            read.urls.append(*url);
    }
    read.sitemap = *std::move(sitemap);
    return read;
}

SitemapWalk::SitemapWalk(const CrawlPlan &plan, PoliteFetcher &fetcher, RobotsCache &robots, ThreadPool &pool,
                         QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_fetcher(fetcher)
    , m_robots(robots)
    , m_pool(pool)
{}

void SitemapWalk::start()
{
    ++m_pending; // the walk has not ended before all of it is queued
    for (const WebUrl &sitemap : m_plan.sitemaps)
        read({sitemap});
    QSet<QByteArray> origins;
    for (const WebUrl &seed : m_plan.seeds)
        origins.insert(seed.origin());
    if (!m_plan.spec.isSitemapsUsed)
        origins.clear();
    m_pending += int(origins.size());
    for (const QByteArray &origin : std::as_const(origins))
        m_robots.whenKnown(origin, [this, origin] { startAt(origin); });
    oneLess();
}

void SitemapWalk::startAt(const QByteArray &origin)
{
    const WebUrl root = WebUrl::fromNormalized(origin + '/');
    const QList<QByteArray> listed = m_robots.sitemaps(origin);
    for (const QByteArray &each : listed) {
        if (const auto url = root.resolve(each))
            read({*url});
    }
    if (listed.isEmpty())
        read({WebUrl::fromNormalized(origin + "/sitemap.xml"), 0, {}, true});
    oneLess();
}

void SitemapWalk::read(const Task &task)
{
    if (m_asked.contains(task.url.text()))
        return;
    if (m_asked.size() >= maximumFiles) {
        if (!std::exchange(m_isLimitTold, true))
            Q_EMIT failed(task.url, tr("1,000 sitemaps have been read; this one and any further one are left out"));
        return;
    }
    m_asked.insert(task.url.text());
    ++m_pending;
    if (m_plan.spec.isRobotsObeyed)
        m_robots.whenKnown(task.url.origin(), [this, task] { admit(task); });
    else
        admit(task);
}

void SitemapWalk::admit(const Task &task)
{
    if (!m_plan.spec.isRobotsObeyed || m_robots.check(task.url).isAllowed) {
        m_tasks.push_back(task);
        queue(UrlIndex(m_tasks.size() - 1));
        return;
    }
    const QByteArray origin = task.url.origin();
    Q_EMIT failed(task.url,
                  m_robots.isUnreachable(origin) ? m_robots.unreachableReason(origin) : tr("robots.txt disallows it"));
    oneLess();
}

void SitemapWalk::queue(UrlIndex task)
{
    m_queues.push(m_tasks[task].url.origin(), quint16(m_tasks[task].level), task);
    Q_EMIT advanced();
}

std::optional<QByteArray> SitemapWalk::startNext(const HostQueues::Turn &turn, qint64 nowMs)
{
    if (m_inFlight >= maximumInFlight)
        return {};
    const auto next = m_queues.take(
        turn, [](UrlIndex, quint16) { return true; }, nowMs);
    if (!next)
        return {};
    const UrlIndex task = next->index;
    const WebUrl url = m_tasks[task].url;
    FetchRequest request = m_fetcher.requestFor(url);
    request.bodyCap = maximumBytes;
    ++m_inFlight;
    m_fetcher.fetch(std::move(request), [this, task](const FetchResult &result) { take(task, result); });
    return url.origin();
}

void SitemapWalk::take(UrlIndex number, const FetchResult &result)
{
    if (retry(number, result))
        return leave();
    const Task task = m_tasks[number];
    const int status = result ? result->status : 0;
    if (status >= 200 && status < 300)
        return parse(task, *result);
    const bool isNotThere = status == 404 || status == 410;
    if (status >= 300 && status < 400)
        redirect(task, *result);
    else if (result && !(task.isGuess && isNotThere))
        Q_EMIT failed(task.url, tr("answered %1").arg(status));
    else if (!result && result.error().kind != FetchFault::Cancelled)
        Q_EMIT failed(task.url, result.error().detail);
    --m_pending;
    leave();
}

bool SitemapWalk::retry(UrlIndex number, const FetchResult &result)
{
    const int attempt = m_tasks[number].attempt;
    const auto delay = m_plan.retry.delayMs(attempt, result, QRandomGenerator::global()->generateDouble());
    if (!delay)
        return false;
    m_tasks[number].attempt = attempt + 1;
    QTimer::singleShot(int(*delay), this, [this, number] { queue(number); });
    return true;
}

void SitemapWalk::redirect(const Task &task, const FetchResponse &answer)
{
    const QByteArray location = headerValue(answer.headers, "Location");
    const auto target = task.url.resolve(location);
    if (location.isEmpty() || !target || *target == task.url)
        Q_EMIT failed(task.url, tr("answered %1 and named no other address").arg(answer.status));
    else if (task.hops.contains(*target))
        Q_EMIT failed(task.url, tr("redirects in a loop at %1").arg(target->toString()));
    else if (task.hops.size() >= m_plan.spec.maximumRedirects)
        Q_EMIT failed(task.url, tr("more than %n redirect(s)", nullptr, m_plan.spec.maximumRedirects));
    else
        read({*target, task.level, task.hops + QList{task.url}, task.isGuess});
}

void SitemapWalk::parse(const Task &task, const FetchResponse &response)
{
    auto work = [response, url = task.url] { return readSitemap(response, url); };
    addDoneCallback(m_pool.submit(std::move(work)), this, [this, task](const OutcomeOf<ReadSitemap> &outcome) {
        if (outcome)
            takeEntries(task, *outcome);
        else
            Q_EMIT failed(task.url, outcome.error().detail);
        --m_pending;
        leave();
    });
}

void SitemapWalk::takeEntries(const Task &task, const ReadSitemap &read_)
{
    if (!read_.failure.isEmpty()) {
        const bool isPassedOver = task.isGuess && read_.isOther; // a page that stands for all that is not there
        if (!isPassedOver)
            Q_EMIT failed(task.url, read_.failure);
        return;
    }
    if (read_.sitemap.isTruncated)
        Q_EMIT failed(task.url, tr("more than 50,000 entries; the rest is left out"));
    if (!read_.sitemap.isIndex) {
        Q_EMIT found(read_.urls, task.url);
        return;
    }
    if (task.level >= maximumLevel)
        Q_EMIT failed(task.url, tr("an index too many steps from where it began; what it lists is left out"));
    for (const WebUrl &each : read_.urls) {
        if (task.level < maximumLevel)
            read({each, task.level + 1});
    }
}

/// One in flight less.
void SitemapWalk::leave()
{
    --m_inFlight;
    Q_EMIT advanced();
}

/// One less to read that was not in flight.
void SitemapWalk::oneLess()
{
    --m_pending;
    Q_EMIT advanced();
}

} // namespace sluice::core
