// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/frontier.h"
#include "core/crawl/politefetcher.h"
#include "core/crawl/robotscache.h"

#include <functional>
#include <memory>

namespace sluice::core {

/// What asking one URL brought, redirects followed.
struct FetchedPage
{
    WebUrl finalUrl;
    QList<RedirectHop> redirects; ///< the answers on the way
    FetchResult result;           ///< of the last hop
    QString refusalKind; ///< why a redirect was not followed ("redirect-scope" …); then result is that answer
    QString refusal;
    int milliseconds = 0;     ///< of all hops
    bool isRepeatable = true; ///< asking again from the start does nothing that asking once did not (mayBeAskedAgain())
};

/// Who asks for a page, and may give it up.
struct PageAsker
{
    QObject *owner = nullptr; ///< as in PoliteFetcher::fetch()
    CancelToken token;        ///< cancelled: no further hop is asked for
};

/// Gets one leased URL and follows its redirects by hand, so that scope, robots.txt, loop detection and the limit hold
/// for every hop. Where a seed redirects joins the scope. Seeds are asked for with the crawl's method and content, which
/// go on to further hops as methodAfterRedirect() says, all else with GET.
class PageFetcher final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(FetchedPage)>;

    /// `robots` may be null: then robots.txt is not obeyed.
    PageFetcher(const CrawlPlan &plan, PoliteFetcher &fetcher, RobotsCache *robots, UrlPolicy &policy,
                QObject *parent = nullptr);

    /// As the crawl gets its pages: rendered where it renders all of them.
    void fetch(const Lease &lease, std::shared_ptr<ByteTicket> ticket, Done done, const PageAsker &asker = {});
    /// Renders a page that came over HTTP already; goes on from where that led.
    void render(const Lease &lease, const FetchedPage &plain, std::shared_ptr<ByteTicket> ticket, Done done,
                const PageAsker &asker = {});

Q_SIGNALS:
    /// What `owner` asked for waits for the robots.txt of a host that it was sent on to.
    void parked(QObject *owner);

private:
    struct Trip
    {
        bool isSeed = false;
        std::shared_ptr<ByteTicket> ticket;
        Done done;
        PageAsker asker;
        FetchedPage page;
        PoliteFetcher::Way way = PoliteFetcher::Way::Http;
        QByteArray method = QByteArrayLiteral("GET"); ///< of the next hop
        QByteArray content;
    };
    using TripPointer = std::shared_ptr<Trip>;

    void hop(const TripPointer &trip);
    void arrive(const TripPointer &trip, FetchResult result);
    [[nodiscard]] FetchRequest requestFor(const Trip &trip) const;
    [[nodiscard]] bool isRepeatable(const Trip &trip) const;
    void follow(const TripPointer &trip, const QByteArray &location);
    void enter(const TripPointer &trip, const WebUrl &target);
    static void refuse(const TripPointer &trip, const QString &kind, const QString &detail);

    const CrawlPlan &m_plan;
    PoliteFetcher &m_fetcher;
    RobotsCache *m_robots;
    UrlPolicy &m_policy;
};

} // namespace sluice::core
