// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/proxyrecords.h"

#include <QSet>
#include <QStringList>

#include <optional>

namespace sluice::core {

enum class ProxyPolicy { First, RoundRobin, Random, Fastest, LeastUsed, Sticky };
/// "first", "round-robin", "random", "fastest", "least-used", "sticky": in the order of ProxyPolicy.
[[nodiscard]] const QStringList &proxyPolicyNames();
[[nodiscard]] QString proxyPolicyName(ProxyPolicy policy);
[[nodiscard]] std::optional<ProxyPolicy> proxyPolicyNamed(const QString &name);

/// Who stays with one proxy under Sticky.
enum class ProxyStickTo { Host, Crawl };
/// "host", "crawl"
[[nodiscard]] const QStringList &proxyStickToNames();

/// A condition on a proxy: key country (name or code), anonymity (as judged, else as listed), type, source or state, and
/// its value; case-insensitive.
struct ProxyCondition
{
    QString key;
    QString value;

    bool operator==(const ProxyCondition &) const = default;
};
[[nodiscard]] bool matches(const ProxyRecord &proxy, const QList<ProxyCondition> &conditions);
/// Reads KEY=VALUE. The error says what was expected: an unknown key, or a value that no proxy can have.
[[nodiscard]] Result<ProxyCondition, QString> proxyCondition(const QString &text);

/// What is wanted of the pool.
struct ProxyWish
{
    ProxyPolicy policy = ProxyPolicy::RoundRobin;
    QList<ProxyCondition> conditions;
    QString host;            ///< that will be asked: those it has banned are left out; empty = any
    bool isTls = false;      ///< needs a tunnel: proxies of type Http are left out
    bool isRendered = false; ///< SOCKS5 with a user is left out: the browser engine cannot log in there
    QString stickyKey;       ///< with Sticky: who stays with one proxy (a host or a session)
    QSet<qint64> excluded;   ///< tried already
};

} // namespace sluice::core
