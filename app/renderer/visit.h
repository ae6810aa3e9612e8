// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <QUrl>

namespace sluice::app {

/// What `sluice-render --visit URL [--automation] [--inject FILE|-] [--home DIR]` asks for: the engine as a browser that shows one
/// page until it is ended. The detection laboratory is visited so.
struct VisitOptions
{
    QUrl url;                  ///< http on loopback
    bool isAutomation = false; ///< driven natively: navigator.webdriver is true
    QString home;              ///< a folder of its own; empty: a new one
    QString script;            ///< file of JavaScript that runs before the page's first script; "-": standard input

    bool operator==(const VisitOptions &) const = default;
};

/// Reads the arguments (the program's name first). The error is a sentence.
[[nodiscard]] core::Result<VisitOptions, QString> parseVisit(const QStringList &arguments);

/// The whole program in this mode, from before the application object on. The exit code: 1 if the page did not load, 2
/// for wrong arguments.
int runVisit(int &argc, char **argv);

} // namespace sluice::app
