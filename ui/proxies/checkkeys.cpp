// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/checkkeys.h"

#include "core/settings/keys.h"

namespace sluice::ui {

core::CheckSettings rememberedChecks(const core::Settings &settings)
{
    core::CheckSettings checks;
    checks.testUrl = settings.get(core::keys::proxyTestUrl);
    checks.judges = settings.get(core::keys::proxyJudges);
    checks.concurrency = settings.get(core::keys::proxyConcurrency);
    checks.timeoutMs = settings.get(core::keys::proxyTimeoutMs);
    return checks;
}

void rememberChecks(core::Settings &settings, const core::CheckSettings &checks)
{
    settings.set(core::keys::proxyTestUrl, checks.testUrl);
    settings.set(core::keys::proxyJudges, checks.judges);
    settings.set(core::keys::proxyConcurrency, checks.concurrency);
    settings.set(core::keys::proxyTimeoutMs, checks.timeoutMs);
}

} // namespace sluice::ui
