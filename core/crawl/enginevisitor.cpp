// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/enginevisitor.h"

#include "core/crawl/rendering.h"

namespace sluice::core {

namespace {

/// What of a crawl's settings concerns a single request.
CrawlSpec requestPart(const CrawlSpec &spec, const WebUrl &url)
{
    CrawlSpec part;
    part.exclude = spec.exclude; // of what rendered pages bring in
    part.perHost = spec.perHost;
    part.delayMs = spec.delayMs;
    part.isAdaptive = spec.isAdaptive;
    part.isRobotsObeyed = spec.isRobotsObeyed;
    part.robotsToken = spec.robotsToken;
    part.connectTimeoutMs = spec.connectTimeoutMs;
    part.timeoutMs = spec.timeoutMs;
    part.maximumBodyBytes = spec.maximumBodyBytes;
    part.maximumRedirects = spec.maximumRedirects;
    part.retries = 0;
    part.userAgents = spec.userAgents;
    part.proxy = spec.proxy;
    part.poolPolicy = spec.poolPolicy;
    part.poolStickTo = spec.poolStickTo;
    part.poolConditions = spec.poolConditions;
    part.poolAttempts = spec.poolAttempts;
    part.isProxyRequired = spec.isProxyRequired;
    part.poolWaitMs = 0; // somebody sits before the window and waits
    part.renderMode = spec.renderMode;
    part.renderWait = spec.renderWait;
    part.renderSelector = spec.renderSelector;
    part.renderWaitMs = spec.renderWaitMs;
    part.isRenderScrolled = spec.isRenderScrolled;
    part.renderClickSelector = spec.renderClickSelector;
    part.renderClicks = spec.renderClicks;
    part.areRenderImagesBlocked = spec.areRenderImagesBlocked;
    part.areRenderTrackersBlocked = spec.areRenderTrackersBlocked;
    part.caFile = spec.caFile;
    part.insecureHosts = spec.insecureHosts;
    part.seeds = {url.toString()};
    if (spec.seeds.isEmpty())
        return part;
    // Secrets go to the hosts of the crawl's own seeds alone, never to one that was only typed.
    part.seeds = spec.seeds;
    part.headers = spec.headers;
    part.cookies = spec.cookies;
    part.logins = spec.logins;
    return part;
}

} // namespace

QFuture<VisitResult> EngineVisitor::visit(const CrawlSpec &asker, const WebUrl &url, const void *owner)
{
    if (const auto problem = renderProblem(asker))
        return QtFuture::makeReadyFuture(VisitResult(tl::unexpected(problem->message)));
    const auto plan = makePlan(requestPart(asker, url), m_secrets);
    if (!plan)
        return QtFuture::makeReadyFuture(VisitResult(tl::unexpected(plan.error().detail)));
    return m_engine.visit(*plan, url, owner);
}

} // namespace sluice::core
