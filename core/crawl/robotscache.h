// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/politefetcher.h"
#include "core/store/records.h"
#include "core/url/robots.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>

namespace sluice::core {

/// The robots.txt files of one crawl (RFC 9309): fetched once a host, with up to five redirects; 4xx allows all, 5xx and
/// no answer disallow all. Files of a resumed crawl are used again for 24 hours.
class RobotsCache final : public QObject
{
    Q_OBJECT

public:
    RobotsCache(const CrawlPlan &plan, PoliteFetcher &fetcher, HostGate &gate, const Clock &clock,
                QObject *parent = nullptr);

    /// Takes over what the project knows of a host, if it is fresh enough.
    void restore(const HostRecord &host);

    [[nodiscard]] bool isKnown(const QByteArray &origin) const;
    /// Fetches the host's file unless that is under way or done; ready() tells. As many at once as the crawl may have
    /// requests on their way, however many hosts there are.
    void request(const QByteArray &origin);
    /// Calls `then` once the host's file is known: at once if it is.
    void whenKnown(const QByteArray &origin, std::function<void()> then);

    /// Gives up on hosts that wait to be asked once more: whoever waits for them goes on.
    void cancelDelayed();

    /// The three below hold for known hosts.
    [[nodiscard]] RobotsVerdict check(const WebUrl &url) const;
    [[nodiscard]] bool isUnreachable(const QByteArray &origin) const;
    [[nodiscard]] QString unreachableReason(const QByteArray &origin) const;
    [[nodiscard]] QList<QByteArray> sitemaps(const QByteArray &origin) const;

    /// What a host's robots.txt says, in the words of the Hosts table: "12 rules", "none", "answered 503", "unreachable";
    /// empty where it was not asked for. They go by the record alone, so that a crawl and the project tell the same.
    [[nodiscard]] static QString words(const HostRecord &host);
    /// What the project should keep of the hosts asked.
    [[nodiscard]] QList<HostRecord> records() const;
    [[nodiscard]] bool isFetching() const { return m_fetching > 0; }

Q_SIGNALS:
    void ready(const QByteArray &origin);

private:
    struct Host
    {
        bool isKnown = false;
        bool isUnreachable = false;
        bool isAsked = false;   ///< a request of it is on its way
        bool isDelayed = false; ///< waits to be asked, or to be asked once more
        QString reason;
        RobotsFile file = RobotsFile::allowingAll();
        HostRecord record;
        std::vector<std::function<void()>> waiting;
    };

    void forget(const QByteArray &origin);
    void askNext();
    void leave(Host &host);
    void ask(const QByteArray &origin, const WebUrl &url, int attempt, int redirects);
    void take(const QByteArray &origin, const WebUrl &url, int attempt, int redirects, const FetchResult &result);
    void takeFile(const QByteArray &origin, const FetchResponse &response);
    [[nodiscard]] bool retry(const QByteArray &origin, int attempt, const FetchResult &result);
    void settle(const QByteArray &origin, RobotsFile file);

    const CrawlPlan &m_plan;
    PoliteFetcher &m_fetcher;
    HostGate &m_gate;
    const Clock &m_clock;
    QHash<QByteArray, Host> m_hosts;
    std::deque<QByteArray> m_queue; ///< hosts to be asked
    int m_fetching = 0;
    int m_asked = 0;
};

} // namespace sluice::core
