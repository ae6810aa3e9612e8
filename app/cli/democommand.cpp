// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/base/interrupt.h"
#include "core/exporting/exporter.h"
#include "core/serve/demosite.h"

#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr int mostItems = 100'000;

/// The option's number, or `fallback` where it is not given; the error says what was expected.
core::Result<int, QString> numberOption(const Arguments &arguments, const QString &name, int least, int most,
                                        int fallback)
{
    if (!arguments.has(name))
        return fallback;
    bool isNumber = false;
    const int number = arguments.value(name).toInt(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    return tl::unexpected(u"--%1: expected an integer from %2 to %3, got \"%4\""_s.arg(
        name, QString::number(least), QString::number(most), arguments.value(name)));
}

int serveDemo(const Arguments &arguments, Console &console)
{
    core::DemoFigures figures;
    const auto port = numberOption(arguments, u"port"_s, 0, 65'535, 0);
    if (!port)
        return console.refuse(port.error());
    const auto items = numberOption(arguments, u"items"_s, 1, mostItems, figures.items);
    if (!items)
        return console.refuse(items.error());
    figures.items = *items;
    const core::Interrupt interrupt;
    const core::DemoSite site(figures);
    core::HttpServer server([&site](const core::ServeRequest &request) { return site.answer(request); });
    if (const auto listening = server.listen(QHostAddress::LocalHost, quint16(*port)); !listening)
        return console.refuse(u"--port %1: %2"_s.arg(QString::number(*port), listening.error().detail));
    const QByteArray url = server.origin() + '/';
    console.write((arguments.has(u"json"_s) ? core::jsonRow({u"url"_s}, {QString::fromLatin1(url)}) : url) + '\n');
    if (const int code = console.outputCode(); code != Done)
        return code;
    QEventLoop loop;
    QObject::connect(&interrupt, &core::Interrupt::requested, &loop, &QEventLoop::quit);
    loop.exec();
    return Done;
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
            {{u"port"_s, u"N"_s, u"Port to listen on; a free one without"_s},
             {u"items"_s, u"N"_s, u"How many items the shop sells; default 1000"_s}},
            serveDemo};
}

} // namespace sluice::app
