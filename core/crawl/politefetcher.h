// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlplan.h"
#include "core/net/cookiejar.h"
#include "core/net/fetch.h"
#include "core/net/hostgate.h"
#include "core/net/httplogin.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <list>
#include <memory>
#include <optional>

namespace sluice::core {

/// Sends one crawl's requests: every one waits for its host's turn at the gate, carries the crawl's headers and cookies,
/// and reports back to the gate how it went. Pages, redirect hops, robots.txt and sitemaps all go through here. A second
/// look at a doubtful body is a request of its own at the gate, and so is the answer to a server that wants a login.
class PoliteFetcher final : public QObject
{
    Q_OBJECT

public:
    /// How a page is got.
    enum class Way { Http, Rendered };

    PoliteFetcher(const CrawlPlan &plan, Fetcher &fetcher, HostGate &gate, const Clock &clock,
                  QObject *parent = nullptr);
    ~PoliteFetcher() override;

    /// As HostGate::waitMs, with this crawl's limits; what waits here already goes first.
    [[nodiscard]] qint64 waitMs(const QByteArray &origin) const;
    /// What gets pages that are to be rendered; borrowed. Without one they come over HTTP as well.
    void setRenderer(Fetcher *renderer) { m_renderer = renderer; }
    /// Starts at once if the host's turn is now, else as soon as it is. What `owner` asks for, one request at a time,
    /// cancel() ends; it must live until `done` was called.
    void fetch(FetchRequest request, Fetcher::Done done, Way way = Way::Http, QObject *owner = nullptr);
    /// A request as this crawl sends it, cookies included.
    [[nodiscard]] FetchRequest requestFor(const WebUrl &url) const;
    /// While held nothing new is sent, and what is asked for waits. What is on its way ends, a second look included.
    void setHeld(bool isHeld);
    /// Whether nothing is on its way.
    [[nodiscard]] bool isIdle() const;
    /// robots.txt's Crawl-delay for a host.
    void setCrawlDelay(const QByteArray &origin, int delayMs);
    /// Ends everything under way and whatever is asked for from now on; each `done` gets Cancelled.
    void cancelAll();
    /// Ends what `owner` has under way, if anything; its `done` gets Cancelled, at once or later.
    void cancel(QObject *owner);
    /// Whether this crawl has sent anything to a host.
    [[nodiscard]] bool hasAsked(const QByteArray &origin) const { return m_asked.contains(origin); }

    [[nodiscard]] int inFlight() const { return m_inFlightAll; }
    /// Of the hosts that requests wait for, the one whose turn comes first; empty when there is none.
    [[nodiscard]] QByteArray nextHostWaitedFor() const;

Q_SIGNALS:
    /// What `owner` asked for has to wait for its host's turn, and later: is sent.
    void parked(QObject *owner);
    void begun(QObject *owner);

private:
    /// One fetch.
    struct Errand
    {
        QByteArray origin;
        WebUrl url;
        Fetcher::Done done;
        QObject *owner = nullptr; ///< who may cancel it alone; null: nobody
        bool isAtGate = false;    ///< a request of it is on its way
        std::shared_ptr<ByteTicket> ticket = {};
        QByteArray credentials = {};      ///< sent with it
        std::function<void()> again = {}; ///< asks once more, with an answer to the challenge; null: that is no use
    };
    using ErrandPointer = std::shared_ptr<Errand>;
    struct Waiting
    {
        QByteArray origin;
        std::function<void()> start;
        std::function<void()> cancel;
        const Errand *errand = nullptr; ///< whose second look this is; null: a fetch
        QObject *owner = nullptr;       ///< of a fetch
    };

    [[nodiscard]] HostLimits limitsFor(const QByteArray &origin) const;
    [[nodiscard]] qint64 gateWaitMs(const QByteArray &origin) const;
    [[nodiscard]] HostAnswer answerOf(const FetchResult &result) const;
    void begin(FetchRequest request, Fetcher::Done done, Way way, QObject *owner, int tries = 0);
    void addLogin(Errand &errand, FetchRequest &request, Way way, int tries);
    [[nodiscard]] bool takeChallenge(const Errand &errand, const FetchResult &result);
    void finish(Errand &errand, FetchResult result);
    void abort(QObject *owner);
    void awaitTurn(const ErrandPointer &errand, const FetchResponse &first, std::function<void()> go);
    void enterGate(Errand &errand);
    void leaveGate(Errand &errand, const std::optional<HostAnswer> &answer);
    void wait(Waiting waiting);
    void forgetWait(const QByteArray &origin);
    void startWaiting();

    const CrawlPlan &m_plan;
    Fetcher &m_fetcher;
    Fetcher *m_renderer = nullptr;
    HostGate &m_gate;
    const Clock &m_clock;
    CookieJar m_cookies;
    QHash<QByteArray, HttpAuthenticator> m_logins; ///< by origin
    QHash<QByteArray, int> m_crawlDelays;
    QSet<QObject *> m_owners; ///< of what is on its way
    QHash<QByteArray, int> m_inFlight;
    int m_inFlightAll = 0;
    QSet<QByteArray> m_asked;
    bool m_isClosed = false;
    bool m_isHeld = false;
    std::list<Waiting> m_waiting;
    QHash<QByteArray, int> m_waitingPerHost;
    QTimer m_wake;
};

} // namespace sluice::core
