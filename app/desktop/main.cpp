// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/browserjoin.h"
#include "app/desktop/demorun.h"
#include "app/desktop/detectionreport.h"
#include "app/desktop/options.h"
#include "app/desktop/screenshots.h"
#include "app/desktop/services.h"
#include "app/desktop/translations.h"
#include "core/base/descriptorlimit.h"
#include "core/base/interrupt.h"
#include "core/base/logging.h"
#include "core/net/hostlookups.h"
#include "ui/main/windowflows.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

using namespace sluice;

int showWindow(QApplication &application, const app::Options &options)
{
    app::Services services(application, core::Settings::defaultPath());
    app::DemoRun demo(services.window(), services.engine(), app::DemoRun::usableFolder());
    const core::Interrupt interrupt;
    QObject::connect(&interrupt, &core::Interrupt::requested, &services.window(), &ui::MainWindow::closeAtOnce);
    QObject::connect(&interrupt, &core::Interrupt::requested, &application, &QApplication::quit, Qt::QueuedConnection);
    services.window().show();
    if (options.isDemo)
        QTimer::singleShot(0, &demo, &app::DemoRun::start);
    else if (!options.project.isEmpty())
        services.window().flows().openProject(options.project);
    return QApplication::exec();
}

int takeScreenshots(QApplication &application, const app::Options &options)
{
    // Settings of its own: pictures show the program as it is at first, and leave no trace.
    const QTemporaryDir settings;
    app::Services services(application, settings.filePath(u"sluice.ini"_s));
    app::Screenshots shots(services, options.screenshots);
    QObject::connect(&shots, &app::Screenshots::finished, &application, [](const QString &failure) {
        if (!failure.isEmpty())
            std::fprintf(stderr, "sluice: %s\n", qUtf8Printable(failure));
        QApplication::exit(failure.isEmpty() ? 0 : 1);
    });
    QTimer::singleShot(0, &shots, &app::Screenshots::start);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    sluice::core::raiseDescriptorLimit();
    std::signal(SIGPIPE, SIG_IGN); // a closed connection is an answer of write(), not an end
    core::quietNetworkLog();
    if (const auto code = app::reportWithoutScreen(argc, argv))
        return *code;
    app::prepareBrowser();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"sluice"_s);
    QApplication::setApplicationDisplayName(u"Sluice"_s);
    QApplication::setApplicationVersion(QStringLiteral(SLUICE_VERSION));
    QApplication::setDesktopFileName(u"sluice"_s);
    const auto options = app::parseOptions(QApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "sluice: %s\n", qUtf8Printable(options.error().detail));
        return 2;
    }
    if (!options->help.isEmpty()) {
        std::fputs(qUtf8Printable(options->help), stdout);
        return 0;
    }
    app::installTranslations(application);
    const int code =
        options->screenshots.isEmpty() ? showWindow(application, *options) : takeScreenshots(application, *options);
    // Qt would wait up to half a minute for a name that the system still looks up. All files are closed by now.
    if (core::HostLookups::isAnyPending())
        std::_Exit(code);
    return code;
}
