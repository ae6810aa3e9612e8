// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/sitemapwalk.h"

#include "core/base/whendone.h"
#include "core/net/contentdecoder.h"
#include "core/url/sitemap.h"

#include <QPromise>
#include <QRandomGenerator>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int maximumFiles = 1'000;
constexpr int maximumLevel = 3;
constexpr qint64 maximumBytes = qint64(50) << 20;

} // namespace

struct SitemapWalk::ReadSitemap
{
    Sitemap sitemap;
    QList<WebUrl> urls;
    QString failure;
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
        return read;
    }
    for (const QByteArray &entry : sitemap->entries) {
        if (auto url = address.resolve(entry))
            read.urls.append(*url);
    }
    read.sitemap = *std::move(sitemap);
    return read;
}

SitemapWalk::SitemapWalk(const CrawlPlan &plan, PoliteFetcher &fetcher, RobotsCache &robots, QThreadPool &pool,
                         QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_fetcher(fetcher)
    , m_robots(robots)
    , m_pool(pool)
{}

void SitemapWalk::start(const QList<WebUrl> &seeds)
{
    QSet<QByteArray> origins;
    for (const WebUrl &seed : seeds)
        origins.insert(seed.origin());
    m_pending += int(origins.size());
    for (const QByteArray &origin : std::as_const(origins))
        m_robots.whenKnown(origin, [this, origin] { startAt(origin); });
}

void SitemapWalk::startAt(const QByteArray &origin)
{
    QList<QByteArray> listed = m_robots.sitemaps(origin);
    if (listed.isEmpty())
        listed.append(origin + "/sitemap.xml");
    for (const QByteArray &each : std::as_const(listed)) {
        if (const auto url = WebUrl::fromNormalized(origin + '/').resolve(each))
            read(*url, 0);
    }
    oneLess();
}

void SitemapWalk::read(const WebUrl &sitemap, int level)
{
    if (m_asked.contains(sitemap.text()))
        return;
    if (m_asked.size() >= maximumFiles) {
        if (!std::exchange(m_isLimitTold, true))
            Q_EMIT failed(sitemap, tr("1,000 sitemaps have been read; this one and any further one are left out"));
        return;
    }
    m_asked.insert(sitemap.text());
    ++m_pending;
    m_robots.whenKnown(sitemap.origin(), [this, sitemap, level] {
        if (!m_plan.spec.isRobotsObeyed || m_robots.check(sitemap).isAllowed)
            return ask(sitemap, level, 1);
        const QByteArray origin = sitemap.origin();
        Q_EMIT failed(sitemap, m_robots.isUnreachable(origin) ? m_robots.unreachableReason(origin)
                                                              : tr("robots.txt disallows it"));
        oneLess();
    });
}

void SitemapWalk::ask(const WebUrl &sitemap, int level, int attempt)
{
    FetchRequest request = m_fetcher.requestFor(sitemap);
    request.bodyCap = maximumBytes;
    m_fetcher.fetch(std::move(request), [this, sitemap, level, attempt](const FetchResult &result) {
        take(sitemap, level, attempt, result);
    });
}

void SitemapWalk::take(const WebUrl &sitemap, int level, int attempt, const FetchResult &result)
{
    if (retry(sitemap, level, attempt, result))
        return;
    const int status = result ? result->status : 0;
    if (status >= 200 && status < 300)
        return parse(sitemap, level, *result);
    if (status >= 300 && status < 400)
        redirect(sitemap, level, *result);
    else if (result)
        Q_EMIT failed(sitemap, tr("answered %1").arg(status));
    else if (result.error().kind != FetchFault::Cancelled)
        Q_EMIT failed(sitemap, result.error().detail);
    oneLess();
}

bool SitemapWalk::retry(const WebUrl &sitemap, int level, int attempt, const FetchResult &result)
{
    const auto delay = m_plan.retry.delayMs(attempt, result, QRandomGenerator::global()->generateDouble());
    if (!delay)
        return false;
    QTimer::singleShot(int(*delay), this, [this, sitemap, level, attempt] { ask(sitemap, level, attempt + 1); });
    return true;
}

void SitemapWalk::redirect(const WebUrl &sitemap, int level, const FetchResponse &answer)
{
    const QByteArray location = headerValue(answer.headers, "Location");
    const auto target = sitemap.resolve(location);
    if (location.isEmpty() || !target || *target == sitemap)
        Q_EMIT failed(sitemap, tr("answered %1 and named no other address").arg(answer.status));
    else if (level >= maximumLevel)
        Q_EMIT failed(sitemap, tr("redirects to %1, too many steps from where it began").arg(target->toString()));
    else
        read(*target, level + 1);
}

void SitemapWalk::parse(const WebUrl &sitemap, int level, const FetchResponse &response)
{
    auto promise = std::make_shared<QPromise<ReadSitemap>>();
    whenDone(promise->future(), this, [this, sitemap, level](const ReadSitemap &read_) {
        takeEntries(sitemap, level, read_);
        oneLess();
    });
    promise->start();
    m_pool.start([promise, response, sitemap] {
        promise->addResult(readSitemap(response, sitemap));
        promise->finish();
    });
}

void SitemapWalk::takeEntries(const WebUrl &sitemap, int level, const ReadSitemap &read_)
{
    if (!read_.failure.isEmpty()) {
        Q_EMIT failed(sitemap, read_.failure);
        return;
    }
    if (read_.sitemap.isTruncated)
        Q_EMIT failed(sitemap, tr("more than 50,000 entries; the rest is left out"));
    if (!read_.sitemap.isIndex) {
        Q_EMIT found(read_.urls, sitemap);
        return;
    }
    if (level >= maximumLevel)
        Q_EMIT failed(sitemap, tr("an index too many steps from where it began; what it lists is left out"));
    for (const WebUrl &each : read_.urls) {
        if (level < maximumLevel)
            read(each, level + 1);
    }
}

void SitemapWalk::oneLess()
{
    if (--m_pending == 0)
        Q_EMIT ended();
}

} // namespace sluice::core
