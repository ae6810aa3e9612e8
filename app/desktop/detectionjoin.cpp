// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/detectionjoin.h"

#include "ui/detection/detectionpanel.h"
#include "ui/main/mainwindow.h"
#include "ui/main/projectsession.h"
#include "ui/main/workspace.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::app::DetectionJoin", text);
}

} // namespace

void joinDetection(ui::MainWindow &window, core::DetectionDesk &desk)
{
    auto *panel = new ui::DetectionPanel(desk, &window);
    ui::FurtherScreen screen;
    screen.widget = panel;
    screen.name = u"showDetection"_s;
    screen.icon = "detection"_L1;
    screen.title = words(QT_TRANSLATE_NOOP("sluice::app::DetectionJoin", "Detection"));
    screen.tip = words(QT_TRANSLATE_NOOP("sluice::app::DetectionJoin", "See what gives an automated browser away"));
    screen.find = [panel] { panel->focusFilter(); };
    window.addScreen(screen);
    ui::ProjectSession *session = &window.session();
    QObject::connect(session, &ui::ProjectSession::opened, panel,
                     [panel, session] { panel->setProject(session->path()); });
    QObject::connect(session, &ui::ProjectSession::closed, panel, [panel] { panel->setProject({}); });
    QObject::connect(panel, &ui::DetectionPanel::told, &window, [&window](const QString &text) { window.tell(text); });
    QObject::connect(panel, &ui::DetectionPanel::failed, &window.workspace(), &ui::Workspace::warned);
}

} // namespace sluice::app
