// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/batchspec.h"

#include "core/crawl/batchentry.h"
#include "core/crawl/rendering.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// The crawl that asks for the same: the list, and what the rule leads to.
CrawlSpec crawlOf(const BatchSpec &spec)
{
    CrawlSpec crawl = spec.crawl;
    crawl.nextRule = spec.followRule;
    crawl.maximumDepth = spec.followRule.isEmpty() ? 0 : spec.followDepth;
    return crawl;
}

QList<SpecProblem> batchProblems(const BatchSpec &spec)
{
    QList<SpecProblem> problems;
    if (spec.timeoutMs && *spec.timeoutMs < 1)
        problems.append({u"batch.timeout"_s, u"expected a time above 0: nothing could be asked for in none"_s});
    if (!spec.followRule.isEmpty() && spec.mode != BatchMode::Callback)
        problems.append({u"batch.follow"_s, u"goes with the mode callback"_s});
    if (!spec.followRule.isEmpty() && spec.followDepth < 1)
        problems.append({u"batch.follow_depth"_s, u"expected an integer from 1"_s});
    if (spec.followRule.isEmpty() && spec.followDepth != 0)
        problems.append({u"batch.follow_depth"_s, u"goes with a rule to follow"_s});
    if (spec.until != BatchUntil::All && spec.mode != BatchMode::Wait)
        problems.append({u"batch.until"_s, u"goes with the mode wait"_s});
    return problems;
}

} // namespace

QString batchStateName(BatchState state)
{
    switch (state) {
    case BatchState::Pending:
        return u"pending"_s;
    case BatchState::Done:
        return u"done"_s;
    case BatchState::Failed:
        return u"failed"_s;
    case BatchState::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

const QStringList &batchModeNames()
{
    static const QStringList names = {u"as-completed"_s, u"gather"_s, u"map"_s, u"wait"_s, u"callback"_s};
    return names;
}

const QStringList &batchUntilNames()
{
    static const QStringList names = {u"first"_s, u"first-failed"_s, u"all"_s};
    return names;
}

QList<SpecProblem> validate(const BatchSpec &spec)
{
    return validate(crawlOf(spec)) + batchProblems(spec);
}

Result<BatchPlan, StartFailure> makeBatchPlan(const BatchSpec &spec, const SecretStore &secrets)
{
    if (const QList<SpecProblem> problems = batchProblems(spec); !problems.isEmpty())
        return failure(StartFault::Spec, problems.first().field + u": "_s + problems.first().message);
    const CrawlSpec crawl = crawlOf(spec);
    if (const auto problem = renderProblem(crawl))
        return failure(StartFault::Spec, problem->field + u": "_s + problem->message);
    auto plan = makePlan(crawl, secrets);
    if (!plan)
        return tl::unexpected(plan.error());
    BatchPlan batch{*std::move(plan), spec, {}};
    batch.urls.reserve(crawl.seeds.size());
    for (const QString &seed : crawl.seeds)
        batch.urls.append(WebUrl::parse(seed.toUtf8()).value_or(WebUrl()));
    // 100,000 texts are of no use to the requests.
    batch.spec.crawl.seeds.clear();
    return batch;
}

} // namespace sluice::core
