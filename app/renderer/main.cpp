// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/engine.h"
#include "app/renderer/renderserver.h"
#include "app/renderer/visit.h"
#include "core/render/guardproxy.h"

#include <QApplication>

#include <csignal>
#include <cstring>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

QString valueAfter(int argc, char **argv, const char *option)
{
    for (int i = 1; i + 1 < argc; ++i) {
        if (std::strcmp(argv[i], option) == 0)
            return QString::fromLocal8Bit(argv[i + 1]);
    }
    return {};
}

} // namespace

/// Renders the pages of one sluice or sluice-cli, whose tasks come over standard input, until that closes. Not to be
/// started by hand. A further way to use it is an option of its own, told apart here, before anything of Qt starts.
int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (!valueAfter(argc, argv, "--visit").isEmpty())
        _exit(app::runVisit(argc, argv));
    const app::RenderStreams streams = app::claimRenderStreams();
    const app::EngineState state = app::prepareEngine(valueAfter(argc, argv, "--home"));
    QApplication application(argc, argv);
    application.setQuitOnLastWindowClosed(false);
    core::GuardProxy proxy;
    if (!proxy.listen())
        _exit(1); // never out by another way
    app::useLocalProxy(proxy.port());
    app::RenderServer server(streams, state, proxy);
    const int code = application.exec();
    // Chromium's processes end with the pipes to them; its own way down takes seconds and may wait for a page.
    _exit(code);
}
