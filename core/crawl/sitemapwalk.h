// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/threadpool.h"
#include "core/crawl/hostqueues.h"
#include "core/crawl/politefetcher.h"
#include "core/crawl/robotscache.h"

#include <QObject>
#include <QSet>

#include <optional>
#include <vector>

namespace sluice::core {

/// Reads the sitemaps of a crawl: those given, and for its seeds' hosts those robots.txt names, else /sitemap.xml (which
/// need not be there, nor be one); index files are followed. At most 1,000 files, and two at a time, large as they may
/// be; hosts' robots.txt, politeness and the tries after a failure hold for them as for pages. What is to be read waits
/// here, a queue a host, for the scheduler to start it, so that a walk may stand half done for as long as it pleases. A
/// crawl that goes on begins its walk anew.
class SitemapWalk final : public QObject
{
    Q_OBJECT

public:
    SitemapWalk(const CrawlPlan &plan, PoliteFetcher &fetcher, RobotsCache &robots, ThreadPool &pool,
                QObject *parent = nullptr);

    /// Queues what the plan asks for, once robots.txt of its hosts is known.
    void start();
    /// Asks for the next sitemap whose host has its turn, and tells that host; nothing when none has.
    std::optional<QByteArray> startNext(const HostQueues::Turn &turn, qint64 nowMs);
    void hostReleased(const QByteArray &origin) { m_queues.hostReleased(origin); }

    /// When startNext() may find something that it does not find now (ms, monotonic).
    [[nodiscard]] std::optional<qint64> nextWakeMs() const { return m_queues.nextWakeMs(); }
    [[nodiscard]] QByteArray nextHostToWake() const { return m_queues.nextToWake(); }
    /// Sitemaps asked for or being parsed.
    [[nodiscard]] int inFlight() const { return m_inFlight; }
    /// Whether anything is left to read.
    [[nodiscard]] bool isBusy() const { return m_pending > 0; }

Q_SIGNALS:
    /// URLs of one sitemap file.
    void found(const QList<sluice::core::WebUrl> &urls, const sluice::core::WebUrl &sitemap);
    /// A sitemap, or a part of what it lists, is not read.
    void failed(const sluice::core::WebUrl &sitemap, const QString &reason);
    /// There is something more to start, or less to wait for.
    void advanced();

private:
    struct ReadSitemap;
    struct Task
    {
        WebUrl url;
        int level = 0;           ///< index files above it
        QList<WebUrl> hops = {}; ///< redirects that led here
        bool isGuess = false;    ///< nobody has said that it is there
        int attempt = 1;
    };

    [[nodiscard]] static ReadSitemap readSitemap(const FetchResponse &response, const WebUrl &address);
    void startAt(const QByteArray &origin);
    void read(const Task &task);
    void admit(const Task &task);
    void queue(UrlIndex task);
    void take(UrlIndex task, const FetchResult &result);
    [[nodiscard]] bool retry(UrlIndex task, const FetchResult &result);
    void redirect(const Task &task, const FetchResponse &answer);
    void parse(const Task &task, const FetchResponse &response);
    void takeEntries(const Task &task, const ReadSitemap &read);
    void leave();
    void oneLess();

    const CrawlPlan &m_plan;
    PoliteFetcher &m_fetcher;
    RobotsCache &m_robots;
    ThreadPool &m_pool;
    QSet<QByteArray> m_asked;
    std::vector<Task> m_tasks; ///< by their index in m_queues
    HostQueues m_queues;
    int m_pending = 0;
    int m_inFlight = 0;
    bool m_isLimitTold = false;
};

} // namespace sluice::core
