// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/proxy/proxypool.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace sluice::core {

struct PooledVerdict;

/// How a crawl uses the pool.
struct PooledSettings
{
    ProxyPolicy policy = ProxyPolicy::RoundRobin;
    QList<ProxyCondition> conditions{};
    QString session{};       ///< with Sticky: who stays with one proxy; empty = each host
    int attempts = 3;        ///< proxies that one request is sent through at most
    bool isRequired = true;  ///< else it goes direct where no proxy is to be had
    int waitMs = 120'000;    ///< for a proxy, where none is to be had
    bool isRendered = false; ///< as ProxyWish::isRendered

    bool operator==(const PooledSettings &) const = default;
};

/// Sends each request whose proxy is ProxyKind::Pool through a pick of the pool, and tells the pool how that went. What
/// a proxy did not get, or what the host refuses to it, is asked for again through another one, in its turn
/// (FetchRequest::awaitTurn) and with the whole time-out anew. Where all refuse, the last answer is the answer, and its
/// note (or detail) says through how many it was asked for. Other requests pass through.
///
/// Where no proxy is to be had, or the pool is not set yet, requests are held. If none comes in time, dry() is told once and the requests stay held
/// for whoever was told to end them; where other requests are answered meanwhile, or nobody listens to dry(), they fail
/// with FetchFault::Proxy. Lives on one thread.
class PooledFetcher final : public QObject, public Fetcher
{
    Q_OBJECT

public:
    /// `inner` and `clock` are borrowed; `pool` may be null: then there is no proxy.
    PooledFetcher(PooledSettings settings, std::shared_ptr<ProxyPool> pool, Fetcher &inner, const Clock &clock,
                  QObject *parent = nullptr);
    ~PooledFetcher() override;

    void fetch(FetchRequest request, QObject *context, Done done) override;
    void cancelAll(QObject *context) override;

    /// Requests that wait for a proxy.
    [[nodiscard]] int heldCount() const;

Q_SIGNALS:
    /// Nothing can be asked for any more: no proxy for as long as the settings allow.
    void dry(const QString &reason);
    /// A line for the log.
    void noted(const QString &line);

private:
    class Trip;

    [[nodiscard]] ProxyWish wishFor(const Trip &trip) const;
    [[nodiscard]] bool isAnyLeft(const Trip &trip) const;
    [[nodiscard]] QString whyNone(const Trip &trip) const;
    void next(Trip &trip);
    [[nodiscard]] bool sendIfPossible(Trip &trip);
    void send(Trip &trip, const ProxyPool::Pick &pick);
    void sendDirect(Trip &trip);
    void arrive(Trip &trip, FetchResult result);
    void again(Trip &trip, const PooledVerdict &verdict);
    void awaitTurn(Trip &trip, const QString &why);
    void hold(Trip &trip);
    void noteHeld(const Trip &trip);
    void lookAtHeld();
    void expire(Trip &trip);
    void conclude(Trip &trip);
    void deliver(Trip &trip, FetchResult result);
    void cancel(Trip &trip);

    const PooledSettings m_settings;
    const std::shared_ptr<ProxyPool> m_pool;
    Fetcher &m_inner;
    const Clock &m_clock;
    QList<Trip *> m_trips;
    QTimer m_look;
    qint64 m_lastGoodMs = -1;
    bool m_isDry = false;
    bool m_isHoldNoted = false;
};

} // namespace sluice::core
