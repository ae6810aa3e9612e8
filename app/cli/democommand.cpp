// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/loopback.h"
#include "core/serve/demosite.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr int mostItems = 100'000;

int serveDemo(const Arguments &arguments, Console &console)
{
    core::DemoFigures figures;
    const auto items = integerOption(arguments, u"items"_s, 1, mostItems, figures.items);
    if (!items)
        return console.refuse(items.error());
    figures.items = *items;
    const core::DemoSite site(figures);
    return serveLoopback([&site](const core::ServeRequest &request) { return site.answer(request); }, arguments,
                         console);
}

} // namespace

Command demoCommand()
{
    return {u"demo"_s,
            {},
            u"Serve the demo site on loopback"_s,
            u"Prints its URL once it accepts connections; SIGINT or SIGTERM ends it."_s,
            0,
            0,
            {portOption(), {u"items"_s, u"N"_s, u"How many items the shop sells; default 1000"_s}},
            serveDemo};
}

} // namespace sluice::app
