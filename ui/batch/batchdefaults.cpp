// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchdefaults.h"

#include "core/settings/keys.h"

namespace sluice::ui {

namespace keys = core::keys;

BatchDefaults BatchDefaults::load(const core::Settings &settings)
{
    BatchDefaults defaults;
    core::BatchSpec &spec = defaults.spec;
    spec.mode = core::BatchMode(settings.get(keys::batchMode));
    if (spec.mode == core::BatchMode::Wait)
        spec.until = core::BatchUntil(settings.get(keys::batchUntil));
    if (const int timeout = settings.get(keys::batchTimeoutMs); timeout > 0)
        spec.timeoutMs = timeout;
    spec.crawl.scope = core::ScopeKind::Any;
    spec.crawl.concurrency = settings.get(keys::batchConcurrency);
    spec.crawl.perHost = settings.get(keys::batchPerHost);
    spec.crawl.delayMs = settings.get(keys::batchDelayMs);
    spec.crawl.timeoutMs = settings.get(keys::batchRequestTimeoutMs);
    spec.crawl.retries = settings.get(keys::batchRetries);
    defaults.isFiled = settings.get(keys::batchFiled);
    defaults.source = settings.get(keys::batchSource);
    return defaults;
}

void BatchDefaults::save(core::Settings &settings) const
{
    settings.set(keys::batchMode, int(spec.mode));
    settings.set(keys::batchUntil, int(spec.until));
    settings.set(keys::batchTimeoutMs, int(spec.timeoutMs.value_or(0)));
    settings.set(keys::batchConcurrency, spec.crawl.concurrency);
    settings.set(keys::batchPerHost, spec.crawl.perHost);
    settings.set(keys::batchDelayMs, spec.crawl.delayMs);
    settings.set(keys::batchRequestTimeoutMs, spec.crawl.timeoutMs);
    settings.set(keys::batchRetries, spec.crawl.retries);
    settings.set(keys::batchFiled, isFiled);
    settings.set(keys::batchSource, source);
}

} // namespace sluice::ui
