// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/crawl/crawlspec.h"
#include "core/net/fetch.h"
#include "core/net/hostgate.h"
#include "core/net/httplogin.h"
#include "core/net/retrypolicy.h"
#include "core/net/tlsexceptions.h"

#include <QHash>
#include <QSet>

namespace sluice::core {

enum class StartFault {
    Spec,   ///< a field is wrong: the detail begins with its path
    Secret, ///< a secret is missing or unreadable; named
    Storage,
};
using StartFailure = Failure<StartFault>;

/// A spec made ready to run: seeds parsed, presets looked up, secrets resolved. Lives in memory only.
struct CrawlPlan
{
    struct Cookie
    {
        QByteArray name;
        QByteArray value;
        QByteArray domain;
    };

    CrawlSpec spec;
    QList<WebUrl> seeds;
    QList<WebUrl> sitemaps;         ///< those given
    Headers openHeaders;            ///< go to every host
    Headers secretHeaders;          ///< go to the seeds' own hosts only
    QSet<QByteArray> secretOrigins; ///< those hosts
    QList<Cookie> cookies;
    QHash<QByteArray, HttpLogin> logins; ///< by origin
    QList<QByteArray> userAgents;
    ProxyAddress proxy;
    QByteArray caPem;
    TlsExceptions tlsExceptions;
    RetryPolicy retry;

    [[nodiscard]] HostLimits hostLimits() const { return {spec.perHost, spec.delayMs, spec.isAdaptive}; }
    /// A request for `url` as this crawl sends it, without cookies; picks a user agent.
    [[nodiscard]] FetchRequest requestFor(const WebUrl &url) const;
};

/// Spec faults name the first wrong field; Secret faults the secret.
[[nodiscard]] Result<CrawlPlan, StartFailure> makePlan(const CrawlSpec &spec, const SecretStore &secrets);

} // namespace sluice::core
