// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proxyoptions.h"

#include "app/cli/loopback.h"
#include "core/url/weburl.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// The error says what is wrong with an address to be asked.
core::Result<void, QString> checkAddress(const QString &option, const QString &text)
{
    const auto url = core::WebUrl::parse(text.toUtf8());
    if (!url)
        return tl::unexpected(u"--%1: %2"_s.arg(option, url.error().detail));
    if (url->hasCredentials())
        return tl::unexpected(u"--%1: expected an address without user and password"_s.arg(option));
    return {};
}

} // namespace

Option proxyProjectOption(const QString &help)
{
    return {u"project"_s, u"FILE"_s, help};
}

Option sourceTimeoutOption()
{
    return {u"timeout"_s, u"S"_s, u"Seconds that a source may take, redirects included; default 60"_s};
}

Option whereOption()
{
    return {u"where"_s, u"KEY=VALUE"_s,
            u"Only proxies of this country (name or code), anonymity, type, source or state"_s, true};
}

QList<Option> checkOptions()
{
    return {{u"judge"_s, u"URL"_s,
             u"Judge that tells what a server sees (see proxies judge); those after the first stand in for it"_s, true},
            {u"test-url"_s, u"URL"_s, u"Alive is who brings status 200 from it; the first judge without"_s},
            {u"timeout"_s, u"S"_s, u"Seconds for each request of a check, 1 to 120; default 10"_s},
            {u"concurrency"_s, u"N"_s, u"Checks at once, 1 to 200; default 20"_s}};
}

core::Result<int, QString> timeoutMs(const Arguments &arguments, int leastMs, int mostMs, int fallback)
{
    if (!arguments.has(u"timeout"_s))
        return fallback;
    bool isNumber = false;
    const double ms = arguments.value(u"timeout"_s).toDouble(&isNumber) * 1'000;
    if (isNumber && ms >= leastMs && ms <= mostMs)
        return int(ms);
    return tl::unexpected(u"--timeout: expected seconds from %1 to %2, got \"%3\""_s.arg(
        QString::number(leastMs / 1'000), QString::number(mostMs / 1'000), arguments.value(u"timeout"_s)));
}

core::Result<core::CheckSettings, QString> checkSettings(const Arguments &arguments)
{
    core::CheckSettings settings;
    settings.testUrl = arguments.value(u"test-url"_s);
    settings.judges = arguments.values(u"judge"_s);
    for (const QString &judge : std::as_const(settings.judges)) {
        if (const auto checked = checkAddress(u"judge"_s, judge); !checked)
            return tl::unexpected(checked.error());
    }
    if (arguments.has(u"test-url"_s)) {
        if (const auto checked = checkAddress(u"test-url"_s, settings.testUrl); !checked)
            return tl::unexpected(checked.error());
    }
    const auto timeout = timeoutMs(arguments, 1'000, 120'000, settings.timeoutMs);
    if (!timeout)
        return tl::unexpected(timeout.error());
    settings.timeoutMs = *timeout;
    const auto concurrency = integerOption(arguments, u"concurrency"_s, 1, 200, settings.concurrency);
    if (!concurrency)
        return tl::unexpected(concurrency.error());
    settings.concurrency = *concurrency;
    return settings;
}

core::Result<QList<core::ProxyCondition>, QString> proxyConditions(const Arguments &arguments)
{
    QList<core::ProxyCondition> conditions;
    for (const QString &text : arguments.values(u"where"_s)) {
        const auto condition = core::proxyCondition(text);
        if (!condition)
            return tl::unexpected(u"--where: "_s + condition.error());
        conditions.append(*condition);
    }
    return conditions;
}

} // namespace sluice::app
