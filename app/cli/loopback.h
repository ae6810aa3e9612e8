// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "core/base/result.h"
#include "core/serve/httpserver.h"

namespace sluice::app {

/// The option's number, or `fallback` where it is not given; the error says what was expected.
[[nodiscard]] core::Result<int, QString> integerOption(const Arguments &arguments, const QString &name, int least,
                                                       int most, int fallback);

/// `--port N`, as every subcommand that serves has it.
[[nodiscard]] Option portOption();

/// Has `server` listen on `address`, at --port, until SIGINT or SIGTERM: the URL is the first line on standard output
/// once connections are accepted. Returns the exit code.
[[nodiscard]] int serveAt(core::HttpServer &server, const QHostAddress &address, const Arguments &arguments,
                          Console &console);

/// As serveAt(), on loopback.
[[nodiscard]] int serveLoopback(core::HttpServer::Handler handler, const Arguments &arguments, Console &console);

} // namespace sluice::app
