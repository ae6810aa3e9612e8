// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/fetch.h"
#include "core/proxy/proxylisting.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace sluice::core {

/// How much of a source is taken, and how long it may take.
struct ScrapeLimits
{
    qint64 bodyCap = qint64(8) << 20; ///< bytes, encoded and decoded each; what is beyond is not read
    int totalMs = 60'000;             ///< redirects included
    int redirects = 10;
};

/// What became of a source.
struct ScrapedSource
{
    ProxySourceRecord source; ///< as it is to be kept: counts, layout, trouble, time
    ProxyListing listing;     ///< its proxies name the source
};

/// Takes lists from where they are published: addresses and files. Never fails: what went wrong is the source's
/// trouble, in words. Lists are read on Qt's thread pool. Lives on the fetcher's thread.
class ProxyScraper final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(ScrapedSource)>;

    /// Borrows both.
    ProxyScraper(Fetcher &fetcher, const Clock &clock, const ScrapeLimits &limits = {}, QObject *parent = nullptr);
    ~ProxyScraper() override;

    /// Takes the list at source.location. `done` is called once, later, unless this object dies first. Gives a number
    /// for cancel().
    int scrape(const ProxySourceRecord &source, Done done);
    /// Ends this one, wherever it is; its `done` is told, later. Nothing happens where it has ended.
    void cancel(int number);
    /// Ends all that are under way.
    void cancelAll();

private:
    struct Trip;
    using TripPointer = std::shared_ptr<Trip>;
    void ask(const TripPointer &trip);
    void arrive(const TripPointer &trip, const FetchResult &result);
    void follow(const TripPointer &trip, const QByteArray &location);
    void take(const TripPointer &trip, const FetchResponse &response);
    void readLocalFile(const TripPointer &trip);
    void fail(const TripPointer &trip, const QString &reason);
    void deliver(const TripPointer &trip, ScrapedSource outcome);

    Fetcher &m_fetcher;
    const Clock &m_clock;
    const ScrapeLimits m_limits;
    QHash<int, TripPointer> m_trips; ///< under way
    int m_lastNumber = 0;
};

} // namespace sluice::core
