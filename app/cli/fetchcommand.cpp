// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/fetchoptions.h"
#include "app/cli/fetchrun.h"
#include "app/cli/filechecks.h"
#include "app/cli/jobreading.h"
#include "app/cli/secrets.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// Of a long list with many wrong lines the first ones show what is wrong.
constexpr qsizetype mostToldProblems = 20;

int refuseAll(const QStringList &problems, Console &console)
{
    for (const QString &problem : problems.first(std::min(problems.size(), mostToldProblems) - 1))
        console.complain(problem);
    if (problems.size() <= mostToldProblems)
        return console.refuse(problems.last());
    console.complain(problems.at(mostToldProblems - 1));
    return console.refuse(u"and %1 more; nothing was asked for"_s.arg(problems.size() - mostToldProblems));
}

int runFetch(const Arguments &arguments, Console &console)
{
    Secrets secrets;
    if (const auto added = secrets.add(arguments.values(u"secret"_s)); !added)
        return console.refuse(added.error());
    const auto testUrl = readTestUrl(arguments);
    if (!testUrl)
        return console.refuse(testUrl.error());
    const auto fetch = readFetch(arguments);
    if (!fetch)
        return refuseAll(fetch.error(), console);
    const QString project = arguments.value(u"project"_s);
    if (const auto checked = checkFiles(arguments, project); !checked)
        return console.refuse(checked.error());
    if (const int code = checkPrograms(fetch->spec.crawl, {}, console); code != Done)
        return code;
    for (const QString &warning : fetch->warnings)
        console.complain(warning);
    return FetchRun({fetch->spec, project, *testUrl, fetch->pollMs}, secrets.store(), console).run();
}

} // namespace

Command fetchCommand()
{
    QList<Option> options = fetchOptions();
    options += {secretOption(), testUrlOption()};
    options += {{u"project"_s, u"FILE"_s, u"Also keep pages and rows in this project, as a crawl of it"_s}};
    return {
        u"fetch"_s,
        u"URL…|@FILE"_s,
        u"Get a list of URLs"_s,
        u"@FILE holds URLs, one a line. An object a URL goes to standard output: index (from 0), url, state (done,\n"
        "failed, cancelled or pending), status, bytes, milliseconds, error. as-completed and callback print each\n"
        "as it comes, map in the list's order as they come, gather all at the end in the list's order; wait ends\n"
        "when --until says so, and prints the finished ones, then the pending ones, which it cancels. A URL that\n"
        "stands in the list twice is asked for once. Ends with 1 if one failed, or --timeout passed."_s,
        1,
        -1,
        options,
        runFetch};
}

} // namespace sluice::app
