// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proxyactions.h"
#include "app/cli/proxyoptions.h"
#include "app/cli/proxyrows.h"
#include "core/proxy/proxypool.h"
#include "core/store/projectreader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

struct KeptProxies
{
    QList<core::ProxyRecord> proxies;
    QList<core::ProxyHostRecord> ledger;
};

core::Result<KeptProxies, core::StoreFailure> readKept(const QString &path)
{
    const auto reader = core::ProjectReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto proxies = (*reader)->proxies(core::SystemClock().utcNow().toMSecsSinceEpoch());
    if (!proxies)
        return tl::unexpected(proxies.error());
    const auto ledger = (*reader)->proxyHosts();
    if (!ledger)
        return tl::unexpected(ledger.error());
    return KeptProxies{*proxies, *ledger};
}

int list(const Arguments &arguments, Console &console)
{
    if (!arguments.has(u"project"_s))
        return console.refuse(u"--project FILE expected"_s);
    const auto conditions = proxyConditions(arguments);
    if (!conditions)
        return console.refuse(conditions.error());
    const auto kept = readKept(arguments.value(u"project"_s));
    if (!kept)
        return console.storageTrouble(kept.error().detail);
    ProxyRows rows(arguments, console);
    for (const core::ProxyRecord &proxy : kept->proxies) {
        if (core::matches(proxy, *conditions))
            rows.print(proxy);
    }
    return Done;
}

core::Result<core::ProxyPolicy, QString> policyOf(const Arguments &arguments)
{
    if (!arguments.has(u"policy"_s))
        return core::ProxyPolicy::First;
    const auto policy = core::proxyPolicyNamed(arguments.value(u"policy"_s));
    if (policy)
        return *policy;
    return tl::unexpected(u"--policy: expected one of %1, got \"%2\""_s.arg(core::proxyPolicyNames().join(u", "_s),
                                                                            arguments.value(u"policy"_s)));
}

int get(const Arguments &arguments, Console &console)
{
    if (!arguments.has(u"project"_s))
        return console.refuse(u"--project FILE expected"_s);
    const auto conditions = proxyConditions(arguments);
    if (!conditions)
        return console.refuse(conditions.error());
    const auto policy = policyOf(arguments);
    if (!policy)
        return console.refuse(policy.error());
    const auto kept = readKept(arguments.value(u"project"_s));
    if (!kept)
        return console.storageTrouble(kept.error().detail);
    const core::SystemClock clock;
    core::ProxyPool pool(clock);
    pool.set(kept->proxies, core::blankPasswords(kept->proxies)); // whoever takes it has the password
    pool.restore(kept->ledger);
    core::ProxyWish wish;
    wish.policy = *policy;
    wish.conditions = *conditions;
    const auto pick = pool.pick(wish);
    if (!pick) {
        console.complain(pool.whyNone(wish));
        return SourceFailed;
    }
    const auto found = std::ranges::find(kept->proxies, pick->id, &core::ProxyRecord::id);
    ProxyRows(arguments, console).print(*found);
    return Done;
}

} // namespace

Command proxyListCommand()
{
    return {u"proxies list"_s,
            {},
            u"List the proxies of a project"_s,
            u"Works beside a running crawl too."_s,
            0,
            0,
            {proxyProjectOption(u"The project"_s), whereOption()},
            list};
}

Command proxyGetCommand()
{
    return {
        u"proxies get"_s,
        {},
        u"Get one living proxy of a project"_s,
        u"The first one of those that fulfil all --where, or the one that --policy chooses; round-robin begins anew "
        u"with each call. Exit code 1 where there is none."_s,
        0,
        0,
        {proxyProjectOption(u"The project"_s),
         whereOption(),
         {u"policy"_s, u"NAME"_s, u"first, round-robin, random, fastest, least-used or sticky; default first"_s}},
        get};
}

} // namespace sluice::app
