// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlplan.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace sluice::core {

/// In which order a batch gives its results.
enum class BatchMode : quint8 {
    AsCompleted, ///< as they come
    Gather,      ///< all together at the end, in the list's order
    Map,         ///< in the list's order, each once those before it are there
    Wait,        ///< until BatchUntil: the finished ones as they came, then the pending ones
    Callback,    ///< as they come, and what the follow rule finds in each is asked for as well
};
/// What BatchMode::Wait waits for.
enum class BatchUntil : quint8 { First, FirstFailed, All };

/// "as-completed", "gather", "map", "wait", "callback", in the order of BatchMode.
[[nodiscard]] const QStringList &batchModeNames();
/// "first", "first-failed", "all", in the order of BatchUntil.
[[nodiscard]] const QStringList &batchUntilNames();

/// All a user decides about a batch fetch. A value; it holds no secrets.
struct BatchSpec
{
    BatchSpec() { crawl.concurrency = defaultConcurrency; }

    static constexpr int defaultConcurrency = 200;

    CrawlSpec
        crawl; ///< requests, politeness, proxies, field rules; its seeds are the URLs, the same one more than once too
    BatchMode mode = BatchMode::AsCompleted;
    BatchUntil until = BatchUntil::All;
    std::optional<qint64> timeoutMs; ///< of the whole call; 0 is refused
    QString followRule;              ///< css: or xpath: rule without transforms; only with BatchMode::Callback
    int followDepth = 0;             ///< how many links away from the list; from 1 with a rule
    int newsEveryMs = 100;           ///< 0 = at once
    bool isWatched = false;          ///< news have changes

    bool operator==(const BatchSpec &) const = default;
};

/// A batch made ready to run.
struct BatchPlan
{
    CrawlPlan crawl; ///< its spec is what a crawl that does the same would have: it can be resumed as one
    BatchSpec spec;
    QList<WebUrl> urls; ///< the list, one a line of it
};

/// Every problem of `spec`, in the order of its fields. Those of the list are named "seeds[N]", all of them.
[[nodiscard]] QList<SpecProblem> validate(const BatchSpec &spec);

/// Spec faults name the first wrong field; Secret faults the secret.
[[nodiscard]] Result<BatchPlan, StartFailure> makeBatchPlan(const BatchSpec &spec, const SecretStore &secrets);

} // namespace sluice::core
