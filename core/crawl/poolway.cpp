// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/poolway.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

PooledSettings settingsOf(const CrawlSpec &spec)
{
    PooledSettings settings;
    settings.policy = spec.poolPolicy;
    for (const QString &text : spec.poolConditions) {
        if (const auto condition = proxyCondition(text))
            settings.conditions.append(*condition);
    }
    settings.attempts = spec.poolAttempts;
    settings.isRequired = spec.isProxyRequired;
    settings.waitMs = spec.poolWaitMs;
    return settings;
}

} // namespace

std::unique_ptr<PooledFetcher> pooledWay(CrawlId crawl, const CrawlPlan &plan, const CrawlServices &services,
                                         Fetcher &inner)
{
    if (plan.proxy.kind != ProxyKind::Pool)
        return {};
    PooledSettings settings = settingsOf(plan.spec);
    if (plan.spec.poolStickTo == ProxyStickTo::Crawl)
        settings.session = u"crawl %1"_s.arg(crawl.value);
    return std::make_unique<PooledFetcher>(settings, services.proxies, inner, services.clock);
}

std::unique_ptr<PooledFetcher> pooledRenderWay(const CrawlPlan &plan, const CrawlServices &services, Fetcher &inner)
{
    if (plan.proxy.kind != ProxyKind::Pool)
        return {};
    PooledSettings settings = settingsOf(plan.spec);
    settings.policy = ProxyPolicy::Sticky;
    settings.isRendered = true;
    return std::make_unique<PooledFetcher>(settings, services.proxies, inner, services.clock);
}

std::unique_ptr<RenderFetcher> renderWay(const CrawlPlan &plan, const CrawlServices &services)
{
    if (plan.spec.renderMode == RenderMode::Http || !services.renderers)
        return {};
    auto renderer = std::make_unique<RenderFetcher>(*services.renderers, plan.spec.renderOptions(), plan.caPem);
    renderer->setLimits(RenderLimits{plan.spec.exclude, plan.spec.perHost});
    QObject::connect(renderer.get(), &RenderFetcher::asked, &services.gate, &HostGate::count);
    return renderer;
}

} // namespace sluice::core
