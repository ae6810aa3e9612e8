// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/loopback.h"

#include "core/base/interrupt.h"
#include "core/exporting/exporter.h"

#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace sluice::app {

core::Result<int, QString> integerOption(const Arguments &arguments, const QString &name, int least, int most,
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

Option portOption()
{
    return {u"port"_s, u"N"_s, u"Port to listen on; a free one without"_s};
}

int serveAt(core::HttpServer &server, const QHostAddress &address, const Arguments &arguments, Console &console)
{
    const auto port = integerOption(arguments, u"port"_s, 0, 65'535, 0);
    if (!port)
        return console.refuse(port.error());
    const core::Interrupt interrupt;
    if (const auto listening = server.listen(address, quint16(*port)); !listening)
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

int serveLoopback(core::HttpServer::Handler handler, const Arguments &arguments, Console &console)
{
    core::HttpServer server(std::move(handler));
    return serveAt(server, QHostAddress::LocalHost, arguments, console);
}

} // namespace sluice::app
