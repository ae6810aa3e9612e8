// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/fetch.h"
#include "core/proxy/proxywish.h"

#include <memory>
#include <optional>

namespace sluice::core {

/// How a request through a proxy ended.
enum class ProxyUse {
    Answered,
    NetworkError, ///< no answer came through it
    Banned,       ///< the host shuts this proxy out
    Refused,      ///< the answer looks like a ban, but nobody else got a better one: it may be the page's own
    Abandoned,    ///< says nothing about it (cancelled)
};

/// The proxies that crawls may use, and the ledger proxy × host. Any thread may call it. Only living proxies are given
/// out, and of those with a user only those whose password is known. Banned at one host is not dead elsewhere; five
/// network errors in a row are dead.
class ProxyPool final
{
public:
    static constexpr int errorsForDead = 5;

    struct Pick
    {
        qint64 id = 0;
        ProxyAddress address; ///< with its password
    };

    /// `clock` is borrowed.
    explicit ProxyPool(const Clock &clock);
    ~ProxyPool();
    ProxyPool(const ProxyPool &) = delete;
    ProxyPool &operator=(const ProxyPool &) = delete;

    /// The proxies as they are now, told apart by their ids; what the ledger and the counts say of those that were known
    /// stays. `passwords` by secretNameOf().
    void set(const QList<ProxyRecord> &proxies, const QHash<QString, QString> &passwords);
    /// Takes all away until they are set again: until then nobody knows whether there is a proxy.
    void unset();
    /// Whether they were set; false at first.
    [[nodiscard]] bool isSet() const;
    void restore(const QList<ProxyHostRecord> &ledger);
    /// One was added or has changed (a check found it alive or dead).
    void update(const ProxyRecord &proxy);
    void remove(const QList<qint64> &proxies);

    [[nodiscard]] std::optional<Pick> pick(const ProxyWish &wish);
    /// Tells how a pick was used; every pick is told of exactly once.
    void report(qint64 proxy, const QString &host, ProxyUse use, const QString &reason = {});

    [[nodiscard]] int alive() const;
    /// Living ones that fulfil the conditions and can tunnel where that is wanted, banned or tried ones included.
    [[nodiscard]] int fitting(const ProxyWish &wish) const;
    /// Why pick() has none for this wish, to show; empty if it has one.
    [[nodiscard]] QString whyNone(const ProxyWish &wish) const;

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
    std::unique_ptr<Internals> m_internals;
};

/// As if each password were known, and empty: to ask what could be picked.
[[nodiscard]] QHash<QString, QString> blankPasswords(const QList<ProxyRecord> &proxies);

} // namespace sluice::core
