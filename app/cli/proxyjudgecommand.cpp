// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/loopback.h"
#include "app/cli/proxyactions.h"
#include "core/proxy/proxyjudge.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int serveJudge(const Arguments &arguments, Console &console)
{
    QHostAddress address(QHostAddress::LocalHost);
    const QString bind = arguments.value(u"bind"_s);
    if (arguments.has(u"bind"_s) && !address.setAddress(bind))
        return console.refuse(u"--bind: expected an IP address of this machine, 0.0.0.0 or ::, got \"%1\""_s.arg(bind));
    const bool isEverywhere =
        address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
    if (isEverywhere)
        console.complain(
            u"listens on every address of this machine: checks are given its public one instead of %1"_s.arg(
                address.toString()));
    core::HttpServer server(core::answerAsJudge, core::judgeLimits());
    return serveAt(server, address, arguments, console);
}

} // namespace

Command proxyJudgeCommand()
{
    return {u"proxies judge"_s,
            {},
            u"Serve a judge, which tells what a server sees of a request"_s,
            u"Prints its URL once it accepts connections; SIGINT or SIGTERM ends it. Checks ask it through each proxy "
            u"(--judge URL), so it has to stand where the proxies can reach it: bound to loopback it judges proxies of "
            u"this machine alone."_s,
            0,
            0,
            {{u"bind"_s, u"ADDR"_s, u"IP address to listen on; default 127.0.0.1"_s}, portOption()},
            serveJudge};
}

} // namespace sluice::app
