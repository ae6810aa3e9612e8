// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proxyactions.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

Command proxiesCommand()
{
    Command command;
    command.name = u"proxies"_s;
    command.operands = u"ACTION"_s;
    command.summary = u"Find, check and hand out proxies"_s;
    command.actions = {
        proxyScrapeCommand(), proxyCheckCommand(), proxyRefreshCommand(), proxyUpdateCommand(),
        proxyListCommand(),   proxyGetCommand(),   proxyJudgeCommand(),
    };
    return command;
}

} // namespace sluice::app
