// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/proxiesjoin.h"

#include "app/desktop/proxyhold.h"
#include "core/crawl/crawlengine.h"
#include "core/proxy/proxydesk.h"
#include "core/settings/secretdesk.h"
#include "ui/main/mainwindow.h"
#include "ui/main/projectsession.h"
#include "ui/main/workspace.h"
#include "ui/proxies/proxiespanel.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::app::ProxiesJoin", text);
}

void followProject(ui::ProxiesPanel &panel, ui::ProjectSession &session, const ProxiesNeeds &needs)
{
    core::ProxyDesk *desk = &needs.desk;
    core::SecretDesk *secrets = &needs.secrets;
    QObject::connect(&session, &ui::ProjectSession::opened, &panel,
                     [&panel, desk, secrets](const ui::OpenedProject &project) {
                         panel.setProject(project.path);
                         desk->setProject(project.store, secrets);
                     });
    QObject::connect(&session, &ui::ProjectSession::closed, &panel, [&panel] { panel.setProject({}); });
    // Crawls that still stop learn of proxies: what they learnt is in the pool, and kept with this.
    session.setLastUser([desk] { desk->setProject(nullptr, nullptr); });
}

} // namespace

void joinProxies(ui::MainWindow &window, const ProxiesNeeds &needs)
{
    auto *panel = new ui::ProxiesPanel(needs.desk, needs.settings, needs.secrets, &window);
    ui::FurtherScreen screen;
    screen.widget = panel;
    screen.name = u"showProxies"_s;
    screen.icon = "proxies"_L1;
    screen.title = words(QT_TRANSLATE_NOOP("sluice::app::ProxiesJoin", "Proxies"));
    screen.tip = words(QT_TRANSLATE_NOOP("sluice::app::ProxiesJoin", "Find proxies, check them and see which live"));
    screen.find = [panel] { panel->focusFilter(); };
    window.addScreen(screen);
    followProject(*panel, window.session(), needs);
    auto *hold = new ProxyHold(needs.engine, window.session(), panel);
    QObject::connect(hold, &ProxyHold::changed, panel, &ui::ProxiesPanel::setDirectHeld);
    needs.engine.setProxyPool(needs.desk.pool());
    QObject::connect(panel, &ui::ProxiesPanel::told, &window, [&window](const QString &text) { window.tell(text); });
    QObject::connect(panel, &ui::ProxiesPanel::failed, &window.workspace(), &ui::Workspace::warned);
}

} // namespace sluice::app
