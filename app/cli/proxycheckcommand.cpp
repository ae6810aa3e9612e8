// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proxyactions.h"
#include "app/cli/proxyoptions.h"
#include "app/cli/proxyrun.h"
#include "core/base/linefile.h"
#include "core/proxy/sourcetrouble.h"

#include <QFile>
#include <QSet>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qint64 maximumBytes = qint64(64) << 20;

core::Result<QByteArray, QString> readList(const QString &path)
{
    if (path != "-"_L1) {
        auto bytes = core::readWholeFile(path);
        if (!bytes)
            return tl::unexpected(bytes.error().detail);
        return *std::move(bytes);
    }
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return tl::unexpected(u"standard input: %1"_s.arg(input.errorString()));
    QByteArray bytes = input.read(maximumBytes + 1);
    if (bytes.size() > maximumBytes)
        return tl::unexpected(u"standard input: over 64 MiB"_s);
    return bytes;
}

void tellRefused(const core::ScrapeReport &report, const QString &list, Console &console)
{
    for (const core::RefusedProxy &refused : report.refused.mid(0, 20))
        console.complain(u"%1, line %2: %3"_s.arg(list, QString::number(refused.line), refused.reason));
    if (report.source.refused > 20)
        console.complain(u"%1: %2 further entries are no proxies"_s.arg(list).arg(report.source.refused - 20));
}

QList<core::ProxyRecord> chosen(const QList<core::ProxyRecord> &all, const QList<qint64> &ids)
{
    const QSet<qint64> wanted(ids.cbegin(), ids.cend());
    QList<core::ProxyRecord> proxies;
    std::copy_if(all.cbegin(), all.cend(), std::back_inserter(proxies),
                 [&wanted](const core::ProxyRecord &proxy) { return wanted.contains(proxy.id); });
    return proxies;
}

/// Checks those that `list` names, or all.
int checkProxies(const Arguments &arguments, const std::optional<QByteArray> &list, Console &console)
{
    const auto settings = checkSettings(arguments);
    if (!settings)
        return console.refuse(settings.error());
    ProxyRun run(arguments, console);
    const auto mode = list ? core::Project::Mode::OpenOrCreate : core::Project::Mode::OpenExisting;
    if (const int code = run.open(mode); code != Done)
        return code;
    run.setSettings(*settings);
    QList<core::ProxyRecord> proxies;
    if (list) {
        const QString name = arguments.operands().first();
        const auto report = run.add(*list, core::fallbackTypeOf(name));
        if (!report)
            return run.conclude(Interrupted);
        tellRefused(*report, name, console);
        proxies = chosen(run.proxies(), report->proxies);
    } else {
        proxies = run.proxies();
    }
    ProxyRows rows(arguments, console);
    run.check(proxies, rows);
    return run.conclude(run.aliveCount() > 0 ? Done : SourceFailed);
}

int check(const Arguments &arguments, Console &console)
{
    if (arguments.operands().isEmpty() && !arguments.has(u"project"_s))
        return console.refuse(u"LIST or --project FILE expected"_s);
    if (arguments.operands().isEmpty())
        return checkProxies(arguments, std::nullopt, console);
    const auto list = readList(arguments.operands().first());
    return list ? checkProxies(arguments, *list, console) : console.refuse(list.error());
}

int refresh(const Arguments &arguments, Console &console)
{
    if (!arguments.has(u"project"_s))
        return console.refuse(u"--project FILE expected"_s);
    return checkProxies(arguments, std::nullopt, console);
}

} // namespace

Command proxyCheckCommand()
{
    return {
        u"proxies check"_s,
        u"[LIST]"_s,
        u"Check which proxies are alive, and how anonymous"_s,
        u"LIST is a file with one proxy a line (host:port or scheme://[user[:password]@]host:port), or - for standard "
        u"input. With --project its proxies are added to the project; without LIST all of the project's are checked. "
        u"Exit code 1 where none is alive."_s,
        0,
        1,
        QList<Option>{proxyProjectOption(u"Keeps verdicts in this project"_s)} + checkOptions() +
            QList<Option>{secretOption()},
        check};
}

Command proxyRefreshCommand()
{
    return {u"proxies refresh"_s,
            {},
            u"Check every proxy of a project again"_s,
            u"Exit code 1 where none is alive."_s,
            0,
            0,
            QList<Option>{proxyProjectOption(u"The project"_s)} + checkOptions() + QList<Option>{secretOption()},
            refresh};
}

} // namespace sluice::app
