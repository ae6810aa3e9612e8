// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proxyactions.h"
#include "app/cli/proxyoptions.h"
#include "app/cli/proxyrun.h"
#include "core/proxy/sourcetrouble.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// Prints the proxies that the reports name, each once, in their order.
void printProxies(ProxyRun &run, const QList<core::ScrapeReport> &reports, const Arguments &arguments, Console &console)
{
    QHash<qint64, core::ProxyRecord> known;
    for (const core::ProxyRecord &proxy : run.proxies())
        known.insert(proxy.id, proxy);
    ProxyRows rows(arguments, console);
    for (const core::ScrapeReport &report : reports) {
        for (const qint64 id : report.proxies) {
            if (known.contains(id))
                rows.print(known.take(id));
        }
    }
}

/// What became of each source, on standard error.
void tellReports(const QList<core::ScrapeReport> &reports, Console &console)
{
    for (const core::ScrapeReport &report : reports) {
        if (!report.source.trouble.isEmpty())
            console.complain(u"%1: %2"_s.arg(report.source.location, report.source.trouble));
        console.writeError(u"%1: found=%2 new=%3 refused=%4\n"_s
                               .arg(report.source.location, QString::number(report.source.found),
                                    QString::number(report.added), QString::number(report.source.refused))
                               .toUtf8());
    }
}

int scrapeSources(ProxyRun &run, const QList<core::ProxySourceRecord> &sources, const Arguments &arguments,
                  Console &console)
{
    const QList<core::ScrapeReport> reports = run.scrape(sources, arguments.has(u"project"_s));
    printProxies(run, reports, arguments, console);
    tellReports(reports, console);
    const bool isFailed = reports.size() < sources.size() ||
                          std::ranges::any_of(reports, [](const auto &report) { return report.proxies.isEmpty(); });
    return run.conclude(isFailed ? SourceFailed : Done);
}

core::Result<core::DeskParts, QString> partsOf(const Arguments &arguments)
{
    core::DeskParts parts;
    const auto timeout = timeoutMs(arguments, 1'000, 3'600'000, parts.scrape.totalMs);
    if (!timeout)
        return tl::unexpected(timeout.error());
    parts.scrape.totalMs = *timeout;
    return parts;
}

int scrape(const Arguments &arguments, Console &console)
{
    core::ProxySourceRecord source;
    source.location = arguments.operands().first();
    source.userAgent = arguments.value(u"user-agent"_s);
    if (const QString trouble = core::locationTrouble(source.location); !trouble.isEmpty())
        return console.refuse(u"SOURCE: "_s + trouble);
    if (!core::isWebLocation(source.location)) // the project may be used from another folder
        source.location = QFileInfo(source.location).absoluteFilePath();
    const auto parts = partsOf(arguments);
    if (!parts)
        return console.refuse(parts.error());
    ProxyRun run(arguments, console, *parts);
    if (const int code = run.open(core::Project::Mode::OpenOrCreate); code != Done)
        return code;
    return scrapeSources(run, {source}, arguments, console);
}

int update(const Arguments &arguments, Console &console)
{
    if (!arguments.has(u"project"_s))
        return console.refuse(u"--project FILE expected"_s);
    const auto parts = partsOf(arguments);
    if (!parts)
        return console.refuse(parts.error());
    ProxyRun run(arguments, console, *parts);
    if (const int code = run.open(core::Project::Mode::OpenExisting); code != Done)
        return code;
    if (run.sources().isEmpty()) {
        console.complain(
            u"%1: keeps no source; proxies scrape SOURCE --project FILE adds one"_s.arg(arguments.value(u"project"_s)));
        return run.conclude(SourceFailed);
    }
    return scrapeSources(run, run.sources(), arguments, console);
}

} // namespace

Command proxyScrapeCommand()
{
    return {
        u"proxies scrape"_s,
        u"SOURCE"_s,
        u"Take the proxies that an address or a file lists"_s,
        u"Reads HTML tables, text, CSV and JSON. With --project the proxies are added to the project, and SOURCE is "
        u"kept for proxies update. Passwords go to the system's keychain, never to the project."_s,
        1,
        1,
        {proxyProjectOption(u"Adds to this project; it is made where there is none"_s),
         {u"user-agent"_s, u"NAME|UA"_s, u"User agent for this source: a preset's name or a whole string"_s},
         sourceTimeoutOption()},
        scrape};
}

Command proxyUpdateCommand()
{
    return {u"proxies update"_s,
            {},
            u"Scrape the sources that a project keeps again"_s,
            u"Exit code 1 where one of them gave no proxies."_s,
            0,
            0,
            {proxyProjectOption(u"The project"_s), sourceTimeoutOption()},
            update};
}

} // namespace sluice::app
