// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxypool.h"

namespace sluice::test {

/// A living proxy with this id.
inline core::ProxyRecord living(qint64 id, core::ProxyType type = core::ProxyType::Https)
{
    core::ProxyRecord proxy;
    proxy.id = id;
    proxy.key = {type, {}, QStringLiteral("proxy%1.example").arg(id), 3128};
    proxy.state = core::ProxyState::Alive;
    return proxy;
}

inline QList<core::ProxyRecord> livingOnes(qint64 count)
{
    QList<core::ProxyRecord> proxies;
    for (qint64 id = 1; id <= count; ++id)
        proxies.append(living(id));
    return proxies;
}

inline core::ProxyWish wishFor(core::ProxyPolicy policy, const QString &host = {})
{
    core::ProxyWish wish;
    wish.policy = policy;
    wish.host = host;
    return wish;
}

/// The id of the next pick; 0 where there is none.
inline qint64 pickedId(core::ProxyPool &pool, const core::ProxyWish &wish)
{
    const auto pick = pool.pick(wish);
    return pick ? pick->id : 0;
}

} // namespace sluice::test
