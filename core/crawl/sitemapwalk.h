// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/politefetcher.h"
#include "core/crawl/robotscache.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace sluice::core {

/// Reads the sitemaps of a crawl's seeds: those robots.txt names, else /sitemap.xml; index files are followed. At most
/// 1,000 files; hosts' robots.txt, politeness and the tries after a failure hold for them as for pages.
class SitemapWalk final : public QObject
{
    Q_OBJECT

public:
    SitemapWalk(const CrawlPlan &plan, PoliteFetcher &fetcher, RobotsCache &robots, QThreadPool &pool,
                QObject *parent = nullptr);

    void start(const QList<WebUrl> &seeds);
    [[nodiscard]] bool isBusy() const { return m_pending > 0; }

Q_SIGNALS:
    /// URLs of one sitemap file.
    void found(const QList<sluice::core::WebUrl> &urls, const sluice::core::WebUrl &sitemap);
    /// A sitemap, or a part of what it lists, is not read.
    void failed(const sluice::core::WebUrl &sitemap, const QString &reason);
    /// Nothing is left to read.
    void ended();

private:
    struct ReadSitemap;
    [[nodiscard]] static ReadSitemap readSitemap(const FetchResponse &response, const WebUrl &address);
    void startAt(const QByteArray &origin);
    void read(const WebUrl &sitemap, int level);
    void ask(const WebUrl &sitemap, int level, int attempt);
    void take(const WebUrl &sitemap, int level, int attempt, const FetchResult &result);
    [[nodiscard]] bool retry(const WebUrl &sitemap, int level, int attempt, const FetchResult &result);
    void redirect(const WebUrl &sitemap, int level, const FetchResponse &answer);
    void parse(const WebUrl &sitemap, int level, const FetchResponse &response);
    void takeEntries(const WebUrl &sitemap, int level, const ReadSitemap &read);
    void oneLess();

    const CrawlPlan &m_plan;
    PoliteFetcher &m_fetcher;
    RobotsCache &m_robots;
    QThreadPool &m_pool;
    QSet<QByteArray> m_asked;
    int m_pending = 0;
    bool m_isLimitTold = false;
};

} // namespace sluice::core
