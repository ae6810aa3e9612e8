// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QElapsedTimer>
#include <QObject>
#include <QQueue>
#include <QSet>
#include <QTimer>

#include <memory>

namespace sluice::core {

class HostLookups;
class ManagerPool;
class RequestTemplates;
struct SharedLinks;

/// Settings of a NetworkFetcher that hold for all its requests.
struct NetworkSettings
{
    int maximumManagers = 256;
    bool isHttp2On = true;
    QByteArray extraCaPem; ///< further trusted certificates, PEM; empty = the system's alone

    bool operator==(const NetworkSettings &) const = default;
};

/// The Fetcher over QNetworkAccessManager lanes. Handles what Qt 6.4 lets through: endless and short bodies, bad
/// chunks, several lengths, oversized headers, total deadlines. A request waits here, in order, while every lane is
/// full; its clock starts when a lane takes it. Before that the host's name is looked up, which counts into the total
/// deadline alone. Lives on one thread.
///
/// Qt reports a chunked body that is broken off like a whole one. Such bodies are asked for a second time where their
/// content does not show by itself that it is whole (see mayBeCut()), when FetchRequest::awaitTurn lets them. Out of
/// reach stays a body without any length whose connection is reset.
///
/// Hosts that send 103 Early Hints over HTTP/1.1 are asked past Qt from then on (see PlainReply); the request that found
/// it out is sent again, in its turn. Past Qt goes also whatever goes through a proxy, over HTTP/1.1: Qt gathers
/// headers that do not end until memory is full, a proxy's answer to CONNECT among them, and answers no 407 here.
///
/// A request that is not safe (FetchRequest::isSafe()) goes past Qt as well, over a new connection and HTTP/1.1: it is
/// never sent again once it may have reached a server. Only an answer of a proxy that wants credentials (407), which
/// passed nothing on, is answered with another one.
///
/// Where a connection is closed before an answer to another, Qt connects and sends the request again by itself, and nobody rations
/// that: once on a new connection, once or twice on one that was kept alive (where that is right, as the server may not
/// have seen it). Qt 6.4 has no setting for it.
class NetworkFetcher final : public QObject, public Fetcher
{
    Q_OBJECT

public:
    /// `budget`, borrowed, counts the bodies of requests that bring no ticket, for as long as the fetch lasts; it may
    /// be null: then only the body cap bounds those.
    explicit NetworkFetcher(const NetworkSettings &settings, ByteBudget *budget = nullptr, QObject *parent = nullptr);
    ~NetworkFetcher() override;

    void fetch(FetchRequest request, QObject *context, Done done) override;
    void cancelAll(QObject *context) override;

    /// Reads on what the budget had held back; call it on this thread after bytes came back (ByteBudget::onFreed).
    void resumeHeld();

    /// Requests under way, those waiting for a lane included.
    [[nodiscard]] int inFlight() const;

private:
    class Exchange;
    friend class Exchange;

    [[nodiscard]] qint64 nowMs() const { return m_time.elapsed(); }
    static void refuse(Exchange &exchange, FetchFault fault, const QString &why);
    void lookUp(Exchange &exchange);
    void enqueue(Exchange &exchange);
    [[nodiscard]] bool startNow(Exchange &exchange, bool isUrgent);
    void startWaiting();
    void restart(Exchange &exchange);
    void leaveLane(Exchange &exchange);
    void goPastQt(const QByteArray &origin); ///< from now on
    void ended(Exchange &exchange, FetchResult result);
    void sweep();
    void watch(QObject *context);
    void forget(QObject *context);
    [[nodiscard]] QList<Exchange *> exchangesOf(const QObject *context) const;

    ByteBudget *m_budget;
    QElapsedTimer m_time;
    std::unique_ptr<HostLookups> m_lookups;
    std::unique_ptr<ManagerPool> m_pool;
    std::unique_ptr<RequestTemplates> m_templates;
    std::unique_ptr<SharedLinks> m_links; ///< of what goes past Qt's managers through proxies
    QList<Exchange *> m_exchanges;        ///< all, in no order; each knows its index
    QQueue<Exchange *> m_waiting;         ///< those for which every lane was full
    QSet<QObject *> m_contexts;
    QTimer m_sweep;
    QSet<QByteArray> m_plainOrigins; ///< whose answers Qt cannot read, or perhaps without bounds (see PlainReply)
};

} // namespace sluice::core
