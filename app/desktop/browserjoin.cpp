// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/browserjoin.h"

#include "ui/browser/browserpanel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/lab/labpanel.h"
#include "ui/main/mainwindow.h"
#include "ui/main/projectsession.h"
#include "ui/main/windowflows.h"
#include "ui/main/workspace.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr const char *noSandbox = "QTWEBENGINE_DISABLE_SANDBOX";
constexpr const char *chromiumFlags = "QTWEBENGINE_CHROMIUM_FLAGS";

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::app::BrowserJoin", text);
}

bool isSandboxed()
{
    return qgetenv(noSandbox).toInt() == 0 && !qgetenv(chromiumFlags).contains("--no-sandbox");
}

void joinProject(ui::BrowserPanel &panel, ui::MainWindow &window)
{
    ui::LabPanel *lab = &window.workspace().lab();
    const auto follow = [&panel, lab] { panel.setAsker(lab->rules()); };
    QObject::connect(&window.workspace().jobs(), &ui::JobsPanel::currentCrawlChanged, &panel, follow);
    ui::ProjectSession *session = &window.session();
    QObject::connect(session, &ui::ProjectSession::opened, &panel,
                     [&panel, session] { panel.setProject(session->path()); });
    QObject::connect(session, &ui::ProjectSession::closed, &panel, [&panel] {
        panel.setProject({});
        panel.setAsker({});
    });
}

} // namespace

void prepareBrowser()
{
    if (::geteuid() == 0 && !qEnvironmentVariableIsSet(noSandbox))
        qputenv(noSandbox, "1");
    // What a proxy hides, WebRTC must not tell.
    QByteArray flags = qgetenv(chromiumFlags);
    if (!flags.contains("webrtc-ip-handling-policy"))
        flags += " --force-webrtc-ip-handling-policy=disable_non_proxied_udp";
    qputenv(chromiumFlags, flags.trimmed());
}

void joinBrowser(ui::MainWindow &window, const BrowserNeeds &needs)
{
    const QString storage = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u"/browser"_s;
    auto *panel = new ui::BrowserPanel({needs.secrets, &needs.visitor, needs.workers, storage, isSandboxed()}, &window);
    ui::FurtherScreen screen;
    screen.widget = panel;
    screen.name = u"showBrowser"_s;
    screen.icon = "browser"_L1;
    screen.title = words(QT_TRANSLATE_NOOP("sluice::app::BrowserJoin", "Browser"));
    screen.tip = words(QT_TRANSLATE_NOOP("sluice::app::BrowserJoin", "See a page as a browser does, and pick what is "
                                                                     "wanted on it"));
    screen.find = [panel] { panel->focusFind(); };
    window.addScreen(screen);
    QObject::connect(panel, &ui::BrowserPanel::fieldPicked, &window.workspace().lab(), &ui::LabPanel::addColumn);
    QObject::connect(panel, &ui::BrowserPanel::compareRequested, &window.workspace().lab(), &ui::LabPanel::compareWays);
    joinProject(*panel, window);
    QObject::connect(panel, &ui::BrowserPanel::crawlRequested, &window.flows(), &ui::WindowFlows::newCrawlWith);
    QObject::connect(panel, &ui::BrowserPanel::told, &window, [&window](const QString &text) { window.tell(text); });
    QObject::connect(panel, &ui::BrowserPanel::failed, &window.workspace(), &ui::Workspace::warned);
}

} // namespace sluice::app
