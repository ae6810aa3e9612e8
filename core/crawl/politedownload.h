// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/politefetcher.h"
#include "core/crawl/robotscache.h"

#include <QObject>

#include <functional>
#include <memory>

namespace sluice::core {

/// A file as it came: redirects followed, content encoding undone.
struct DownloadedFile
{
    WebUrl finalUrl;
    QByteArray contentType; ///< the header's value
    QByteArray body;
    int status = 0;

    bool operator==(const DownloadedFile &) const = default;
};

/// Gets single files with a crawl's settings and its politeness: robots.txt and the per-host gate hold for every one and
/// for every redirect, and what may work a second time is tried again.
class PoliteDownload final : public QObject
{
    Q_OBJECT

public:
    /// The error says why there is no file.
    using Done = std::function<void(Result<DownloadedFile, QString>)>;
    /// Which answers are files: those of status 2xx, or all that no redirect leads on from.
    enum class Answers { Successful, All };

    PoliteDownload(const CrawlPlan &plan, Fetcher &fetcher, HostGate &gate, const Clock &clock,
                   QObject *parent = nullptr);
    ~PoliteDownload() override;

    /// Takes over what a project knows of hosts: their robots.txt.
    void restore(const QList<HostRecord> &hosts);
    /// From now on files are pages that `renderer` gets, borrowed; robots.txt still comes over HTTP.
    void setRenderer(Fetcher &renderer);
    void get(const WebUrl &url, Done done, Answers answers = Answers::Successful);
    /// While held nothing new is sent; what is on its way ends.
    void setHeld(bool isHeld) { m_fetcher.setHeld(isHeld); }
    /// Whether nothing is on its way.
    [[nodiscard]] bool isIdle() const { return m_fetcher.isIdle(); }
    /// Ends everything under way; each `done` is told.
    void cancelAll();

private:
    struct Trip
    {
        WebUrl url;
        Done done;
        Answers answers = Answers::Successful;
        int redirects = 0;
        int attempt = 1;
    };
    using TripPointer = std::shared_ptr<Trip>;

    void enter(const TripPointer &trip);
    void ask(const TripPointer &trip);
    void arrive(const TripPointer &trip, const FetchResult &result);
    void askAgain(const TripPointer &trip);
    [[nodiscard]] bool retry(const TripPointer &trip, const FetchResult &result);
    void follow(const TripPointer &trip, const QByteArray &location);
    void deliver(const Trip &trip, const FetchResponse &response) const;

    const CrawlPlan &m_plan;
    PoliteFetcher m_fetcher;
    RobotsCache m_robots;
    QList<TripPointer> m_delayed; ///< until they are tried again
    PoliteFetcher::Way m_way = PoliteFetcher::Way::Http;
    bool m_isClosed = false;
};

} // namespace sluice::core
