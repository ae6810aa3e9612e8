// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/sitemapwalk.h"

#include "core/base/whendone.h"
#include "core/net/contentdecoder.h"
#include "core/url/sitemap.h"

#include <QPromise>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int maximumFiles = 1'000;
constexpr int maximumLevel = 3;
constexpr qint64 maximumBytes = qint64(50) << 20;

struct ReadSitemap
{
    Sitemap sitemap;
    QList<WebUrl> urls;
    QString failure;
};

ReadSitemap readSitemap(const FetchResponse &response, const WebUrl &address)
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

} // namespace

SitemapWalk::SitemapWalk(PoliteFetcher &fetcher, RobotsCache &robots, QThreadPool &pool, bool isRobotsObeyed,
                         QObject *parent)
    : QObject(parent)
    , m_fetcher(fetcher)
    , m_robots(robots)
    , m_pool(pool)
    , m_isRobotsObeyed(isRobotsObeyed)
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
    if (m_asked.contains(sitemap.text()) || m_asked.size() >= maximumFiles)
        return;
    m_asked.insert(sitemap.text());
    ++m_pending;
    m_robots.whenKnown(sitemap.origin(), [this, sitemap, level] {
        if (m_isRobotsObeyed && !m_robots.check(sitemap).isAllowed) {
            Q_EMIT failed(sitemap, tr("robots.txt disallows it"));
            oneLess();
            return;
        }
        FetchRequest request = m_fetcher.requestFor(sitemap);
        request.bodyCap = maximumBytes;
        m_fetcher.fetch(std::move(request),
                        [this, sitemap, level](const FetchResult &result) { take(sitemap, level, result); });
    });
}

void SitemapWalk::take(const WebUrl &sitemap, int level, const FetchResult &result)
{
    const int status = result ? result->status : 0;
    if (status >= 200 && status < 300) {
        parse(sitemap, level, *result);
        return;
    }
    const auto target = result && status >= 300 && status < 400
                            ? sitemap.resolve(headerValue(result->headers, "Location"))
                            : Result<WebUrl, UrlFailure>(failure(UrlFault::Empty, QString()));
    if (target && level < maximumLevel)
        read(*target, level + 1);
    else
        Q_EMIT failed(sitemap, result ? tr("answered %1").arg(status) : result.error().detail);
    oneLess();
}

void SitemapWalk::parse(const WebUrl &sitemap, int level, const FetchResponse &response)
{
    auto promise = std::make_shared<QPromise<ReadSitemap>>();
    whenDone(promise->future(), this, [this, sitemap, level](const ReadSitemap &read_) {
        if (!read_.failure.isEmpty()) {
            Q_EMIT failed(sitemap, read_.failure);
        } else if (read_.sitemap.isIndex) {
            for (const WebUrl &each : read_.urls) {
                if (level < maximumLevel)
                    read(each, level + 1);
            }
        } else {
            Q_EMIT found(read_.urls, sitemap);
        }
        oneLess();
    });
    promise->start();
    m_pool.start([promise, response, sitemap] {
        promise->addResult(readSitemap(response, sitemap));
        promise->finish();
    });
}

void SitemapWalk::oneLess()
{
    if (--m_pending == 0)
        Q_EMIT ended();
}

} // namespace sluice::core
