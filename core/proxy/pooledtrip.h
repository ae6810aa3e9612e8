// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/pooledanswer.h"
#include "core/proxy/pooledfetcher.h"

#include <QPointer>

namespace sluice::core {

/// One request on its way through one proxy after the other. The context of its fetches, so that they end with it.
class PooledFetcher::Trip final : public QObject
{
public:
    enum class State { Held, Sent, AwaitingTurn, Ending };

    /// A proxy whose part in a failure shows only when another one gets through.
    struct Suspect
    {
        qint64 proxy = 0;
        PooledVerdict verdict;
    };

    Trip(FetchRequest asked, QObject *asker, Done whenDone, QObject *parent);

    /// Tells the pool of those that were suspected: another one got a good answer, or nobody did.
    void tell(ProxyPool &pool, bool isOtherGood) const;
    /// The last result, with a word on how many proxies it took.
    [[nodiscard]] FetchResult lastNoted() const;

    FetchRequest request;
    QPointer<QObject> context;
    Done done;
    QString host;
    State state = State::Held;
    QSet<qint64> tried; ///< and not to be tried again
    QSet<qint64> used;
    int sent = 0; ///< requests through proxies
    QList<Suspect> suspects;
    ProxyPool::Pick pick; ///< of the request under way
    FetchResult last;     ///< what the last proxy brought, less its body where a further one is to be asked
    qint64 heldSinceMs = -1;
};

[[nodiscard]] FetchResult failedFetch(FetchFault kind, const QString &detail);

} // namespace sluice::core
