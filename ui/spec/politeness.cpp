// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/politeness.h"

#include "core/net/useragents.h"

#include <QLocale>

namespace sluice::ui {

QStringList Politeness::speedWarnings(const core::CrawlSpec &spec, const core::CrawlSpec &polite)
{
    const QLocale locale;
    QStringList warnings;
    if (spec.perHost > polite.perHost)
        warnings.append(tr("Up to %1 requests at once to one host; %2 is polite.")
                            .arg(locale.toString(spec.perHost), locale.toString(polite.perHost)));
    if (spec.concurrency > polite.concurrency)
        warnings.append(tr("Up to %1 requests at once in all; the default is %2.")
                            .arg(locale.toString(spec.concurrency), locale.toString(polite.concurrency)));
    if (!spec.isAdaptive)
        warnings.append(tr("Requests do not slow down when a host answers slowly."));
    if (!spec.isRobotsObeyed)
        warnings.append(tr("robots.txt is not obeyed: pages that the site asks crawlers to leave alone are fetched."));
    return warnings;
}

QStringList Politeness::identityWarnings(const core::CrawlSpec &spec)
{
    QStringList warnings;
    for (const QString &agent : spec.userAgents) {
        const auto preset = core::userAgentPreset(agent);
        if (preset && preset->isOtherCrawler)
            warnings.append(
                tr("“%1” is somebody else’s crawler. Many sites check who really asks, and some block those "
                   "who pretend.")
                    .arg(agent));
    }
    return warnings;
}

QStringList Politeness::tlsWarnings(const core::CrawlSpec &spec)
{
    if (spec.insecureHosts.isEmpty())
        return {};
    return {tr("TLS is not verified for %1. Whoever stands between can read and change what is sent, secrets included.")
                .arg(spec.insecureHosts.join(QStringLiteral(", ")))};
}

void Politeness::makePolite(core::CrawlSpec &spec, const core::CrawlSpec &polite)
{
    spec.concurrency = polite.concurrency;
    spec.perHost = polite.perHost;
    spec.delayMs = polite.delayMs;
    spec.isAdaptive = polite.isAdaptive;
    spec.isRobotsObeyed = polite.isRobotsObeyed;
}

} // namespace sluice::ui
