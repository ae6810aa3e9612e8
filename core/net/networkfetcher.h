// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QObject>

#include <memory>

namespace sluice::core {

class ManagerPool;

/// Settings of a NetworkFetcher that hold for all its requests.
struct NetworkSettings
{
    int maximumManagers = 256;
    bool isHttp2On = true;
    QByteArray extraCaPem; ///< further trusted certificates, PEM; empty = the system's alone

    bool operator==(const NetworkSettings &) const = default;
};

/// The Fetcher over QNetworkAccessManager lanes. Handles what Qt 6.4 lets through: endless and short bodies, bad
/// chunks, several lengths, oversized headers, total deadlines. Lives on one thread.
class NetworkFetcher final : public QObject, public Fetcher
{
    Q_OBJECT

public:
    /// `budget` may be null: then only the body cap bounds a body. Borrowed.
    explicit NetworkFetcher(NetworkSettings settings, ByteBudget *budget = nullptr, QObject *parent = nullptr);
    ~NetworkFetcher() override;

    void fetch(FetchRequest request, QObject *context, Done done) override;
    void cancelAll(QObject *context) override;

    /// Reads on what the budget had held back; call it on this thread after bytes came back.
    void resumeHeld();

    /// Requests under way.
    [[nodiscard]] int inFlight() const;

private:
    class Exchange;
    friend class Exchange;

    NetworkSettings m_settings;
    ByteBudget *m_budget;
    std::unique_ptr<ManagerPool> m_pool;
    QList<Exchange *> m_exchanges;
};

} // namespace sluice::core
