// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/loopback.h"
#include "core/detect/detectionlab.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int serveDetection(const Arguments &arguments, Console &console)
{
    const core::SystemClock clock;
    core::DetectionLab lab(core::MarkerCatalogue::builtIn(), clock);
    return serveLoopback([&lab](const core::ServeRequest &request) { return lab.answer(request); }, arguments, console);
}

} // namespace

Command detectCommand()
{
    return {u"detect"_s,
            {},
            u"Serve the detection laboratory on loopback"_s,
            u"Prints its URL once it accepts connections; SIGINT or SIGTERM ends it. Point a browser at it, driven or "
            u"not: / tells what gives it away, /article/chrome, /article/firefox and /article/phantomjs send driven "
            u"browsers to /automation-detected, and /visits.json lists the visits."_s,
            0,
            0,
            {portOption()},
            serveDetection};
}

} // namespace sluice::app
