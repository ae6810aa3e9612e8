// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/secretstore.h"
#include "core/proxy/proxyaddress.h"

#include <QSet>

#include <mutex>
#include <optional>

namespace sluice::core {

enum class ProxyPolicy { First, RoundRobin, Random, Fastest, LeastUsed, Sticky };
[[nodiscard]] QString proxyPolicyName(ProxyPolicy policy); ///< "first", "round-robin", "random", "fastest", …
[[nodiscard]] std::optional<ProxyPolicy> proxyPolicyNamed(const QString &name);

/// A condition on a proxy: key country (name or code), anonymity, type, source or state, and its value; case-insensitive.
struct ProxyCondition
{
    QString key;
    QString value;

    bool operator==(const ProxyCondition &) const = default;
};
[[nodiscard]] bool matches(const ProxyRecord &proxy, const QList<ProxyCondition> &conditions);

/// What is wanted of the pool.
struct ProxyWish
{
    ProxyPolicy policy = ProxyPolicy::RoundRobin;
    QList<ProxyCondition> conditions;
    QString host;          ///< that will be asked: those it has banned are left out; empty = any
    bool isTls = false;    ///< needs a tunnel: proxies of type Http are left out
    QString stickyKey;     ///< with Sticky: who stays with one proxy (a host or a session)
    QSet<qint64> excluded; ///< tried already
};

/// How a request through a proxy ended.
enum class ProxyUse { Answered, NetworkError, Banned, Abandoned };

/// The proxies that crawls may use, and the ledger proxy × host. Any thread may call it. Only living proxies are given
/// out. Banned at one host is not dead elsewhere; five network errors in a row are dead.
class ProxyPool final
{
public:
    struct Pick
    {
        qint64 id = 0;
        ProxyAddress address; ///< with its password
    };

    explicit ProxyPool(const Clock &clock);

    /// The proxies as they are now; what the ledger and the counts say of those that were known stays. `passwords` by
    /// secretNameOf().
    void set(const QList<ProxyRecord> &proxies, const QHash<QString, QString> &passwords);
    void restore(const QList<ProxyHostRecord> &ledger);
    void update(const ProxyRecord &proxy);

    [[nodiscard]] std::optional<Pick> pick(const ProxyWish &wish);
    /// Tells how a pick was used; every pick is told of exactly once.
    void report(qint64 proxy, const QString &host, ProxyUse use, const QString &reason = {});

    [[nodiscard]] int alive() const;
    /// Proxies that died in use since the last call, with their reason, and the ledger's lines that changed: for
    /// whoever keeps the project.
    struct Changes
    {
        QList<ProxyRecord> died;
        QList<ProxyHostRecord> ledger;
    };
    [[nodiscard]] Changes takeChanges();

private:
    class Internals;
    std::shared_ptr<Internals> m_internals;
};

} // namespace sluice::core
