// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fetchoptions.h"

#include "app/cli/crawloptions.h"
#include "app/cli/optionvalues.h"
#include "core/crawl/jobfields.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// The longest time that can be asked for: a week.
constexpr double longestSeconds = 604'800;

/// Of crawl's options, those that are about finding pages, or have another sense here.
const QStringList &withoutSense()
{
    static const QStringList names = {u"depth"_s, u"max-pages"_s, u"sitemaps"_s, u"sitemap"_s,
                                      u"next"_s,  u"images"_s,    u"timeout"_s,  u"concurrency"_s};
    return names;
}

/// Those that mean something only where a rule finds more, and only where rows have somewhere to go.
const QStringList &ofFollowing()
{
    static const QStringList names = {u"scope"_s, u"include"_s, u"exclude"_s, u"follow-depth"_s};
    return names;
}
const QStringList &ofProjects()
{
    static const QStringList names = {u"field"_s, u"row"_s, u"keep-bodies"_s};
    return names;
}

tl::unexpected<QStringList> refusal(const QString &text)
{
    return tl::unexpected(QStringList{text});
}

/// A time above 0, in ms; the error says what was expected.
core::Result<qint64, QString> timeOption(const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && seconds >= 0.001 && seconds <= longestSeconds)
        return qint64(std::llround(seconds * 1'000));
    return tl::unexpected(
        u"expected seconds above 0, from 0.001 to %1, got %2"_s.arg(qint64(longestSeconds)).arg(core::shownJson(text)));
}

/// Which of `names` an option's text is; -1: none was given.
core::Result<int, QString> nameOption(const Arguments &arguments, const QString &option, const QStringList &names)
{
    if (!arguments.has(option))
        return -1;
    const qsizetype found = names.indexOf(arguments.value(option));
    if (found >= 0)
        return int(found);
    return tl::unexpected(u"--%1: expected one of %2, got %3"_s.arg(option, names.join(u", "_s),
                                                                    core::shownJson(arguments.value(option))));
}

core::Result<void, QString> readModes(const Arguments &arguments, core::BatchSpec &spec)
{
    const auto mode = nameOption(arguments, u"mode"_s, core::batchModeNames());
    const auto until = nameOption(arguments, u"until"_s, core::batchUntilNames());
    if (!mode || !until)
        return tl::unexpected(mode ? until.error() : mode.error());
    if (*mode >= 0)
        spec.mode = core::BatchMode(*mode);
    else if (arguments.has(u"follow"_s))
        spec.mode = core::BatchMode::Callback;
    else if (arguments.has(u"until"_s))
        spec.mode = core::BatchMode::Wait;
    if (*until >= 0)
        spec.until = core::BatchUntil(*until);
    if (arguments.has(u"follow"_s) && spec.mode != core::BatchMode::Callback)
        return tl::unexpected(u"--follow: goes with --mode callback"_s);
    if (arguments.has(u"until"_s) && spec.mode != core::BatchMode::Wait)
        return tl::unexpected(u"--until: goes with --mode wait"_s);
    return {};
}

core::Result<void, QString> readTimes(const Arguments &arguments, FetchArguments &fetch)
{
    for (const QString &option : {u"timeout"_s, u"poll"_s}) {
        if (!arguments.has(option))
            continue;
        const auto time = timeOption(arguments.value(option));
        if (!time)
            return tl::unexpected(u"--%1: %2"_s.arg(option, time.error()));
        if (option == "timeout"_L1)
            fetch.spec.timeoutMs = *time;
        else
            fetch.pollMs = int(*time);
    }
    return {};
}

core::Result<void, QString> readFollowing(const Arguments &arguments, core::BatchSpec &spec)
{
    spec.followRule = arguments.value(u"follow"_s);
    spec.followDepth = spec.followRule.isEmpty() ? 0 : 1;
    for (const QString &option : ofFollowing()) {
        if (arguments.has(option) && spec.followRule.isEmpty())
            return tl::unexpected(u"--%1: goes with --follow RULE"_s.arg(option));
    }
    for (const QString &option : ofProjects()) {
        if (arguments.has(option) && !arguments.has(u"project"_s))
            return tl::unexpected(u"--%1: goes with --project FILE, which rows and bodies are kept in"_s.arg(option));
    }
    if (!arguments.has(u"follow-depth"_s))
        return {};
    bool isNumber = false;
    spec.followDepth = arguments.value(u"follow-depth"_s).toInt(&isNumber);
    if (!isNumber || spec.followDepth < 1)
        return tl::unexpected(u"--follow-depth: expected an integer from 1, got %1"_s.arg(
            core::shownJson(arguments.value(u"follow-depth"_s))));
    return {};
}

/// A field of the job file that an option of another name fills here.
core::Result<void, QString> readRequestTimeout(const Arguments &arguments, core::CrawlSpec &spec)
{
    const QString name = u"request-timeout"_s;
    if (!arguments.has(name))
        return {};
    const core::JobField &field = *core::jobField(u"requests.timeout_ms"_s);
    const OptionValue value = secondsOption(arguments.value(name), field);
    if (!value)
        return tl::unexpected(u"--%1: %2"_s.arg(name, value.error()));
    if (const auto problem = core::readField(field, *value, spec))
        return tl::unexpected(u"--%1: %2"_s.arg(name, problem->message));
    return {};
}

} // namespace

QList<Option> fetchOptions()
{
    QList<Option> options = {
        {u"mode"_s, u"NAME"_s, u"as-completed, gather, map, wait or callback; default as-completed"_s},
        {u"until"_s, u"WHAT"_s, u"With wait: first, first-failed or all; default all"_s},
        {u"timeout"_s, u"S"_s, u"Deadline of the whole call, in seconds: what is left then is cancelled"_s},
        {u"poll"_s, u"S"_s, u"Write done=N pending=N to standard error every S seconds"_s},
        {u"concurrency"_s, u"N"_s, u"Requests in flight in all, 1 to 200; default 200"_s},
        {u"follow"_s, u"RULE"_s, u"With callback: css: or xpath: rule of links that are asked for as well"_s},
        {u"follow-depth"_s, u"N"_s, u"Most links away from a URL given; default 1"_s},
        {u"request-timeout"_s, u"S"_s, u"Deadline of a whole request, in seconds; default 30"_s},
    };
    for (Option option : specOptions()) {
        if (option.name == "scope"_L1)
            option.help = u"Where --follow may lead: host, domain, folder or any; default any"_s;
        if (!withoutSense().contains(option.name))
            options.append(option);
    }
    return options;
}

core::Result<FetchArguments, QStringList> readFetch(const Arguments &arguments)
{
    FetchArguments fetch;
    core::Result<void, QString> step = readModes(arguments, fetch.spec);
    if (step)
        step = readTimes(arguments, fetch);
    if (step)
        step = readFollowing(arguments, fetch.spec);
    core::CrawlSpec base = fetch.spec.crawl;
    if (step)
        step = readRequestTimeout(arguments, base);
    if (!step)
        return refusal(step.error());
    base.scope = core::ScopeKind::Any;
    const auto spec = specFromArguments(arguments, base, {u"timeout"_s});
    if (!spec)
        return tl::unexpected(spec.error());
    fetch.spec.crawl = spec->spec;
    fetch.warnings = spec->warnings;
    fetch.spec.newsEveryMs = 0;
    core::BatchSpec rest = fetch.spec;
    rest.crawl.seeds = rest.crawl.seeds.first(1); // all were looked at
    for (const core::SpecProblem &problem : core::validate(rest))
        return refusal((problem.field.contains(u"depth"_s) ? u"--follow-depth: "_s : u"--follow: "_s) +
                       problem.message);
    return fetch;
}

} // namespace sluice::app
