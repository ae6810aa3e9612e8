// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/politefetcher.h"
#include "core/crawl/robotscache.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace sluice::core {

/// Reads the sitemaps of a crawl's seeds: those robots.txt names, else /sitemap.xml; index files are followed. At most
/// 1,000 files; hosts' robots.txt and politeness hold for them as for pages.
class SitemapWalk final : public QObject
{
    Q_OBJECT

public:
    SitemapWalk(PoliteFetcher &fetcher, RobotsCache &robots, QThreadPool &pool, bool isRobotsObeyed,
                QObject *parent = nullptr);

    void start(const QList<WebUrl> &seeds);
    [[nodiscard]] bool isBusy() const { return m_pending > 0; }

Q_SIGNALS:
    /// URLs of one sitemap file.
    void found(const QList<sluice::core::WebUrl> &urls, const sluice::core::WebUrl &sitemap);
    void failed(const sluice::core::WebUrl &sitemap, const QString &reason);
    /// Nothing is left to read.
    void ended();

private:
    void startAt(const QByteArray &origin);
    void read(const WebUrl &sitemap, int level);
    void take(const WebUrl &sitemap, int level, const FetchResult &result);
    void parse(const WebUrl &sitemap, int level, const FetchResponse &response);
    void oneLess();

    PoliteFetcher &m_fetcher;
    RobotsCache &m_robots;
    QThreadPool &m_pool;
    bool m_isRobotsObeyed;
    QSet<QByteArray> m_asked;
    int m_pending = 0;
};

} // namespace sluice::core
