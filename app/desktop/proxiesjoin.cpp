// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/proxiesjoin.h"

#include "core/base/whendone.h"
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
    QObject::connect(&session, &ui::ProjectSession::closed, &panel, [&panel, desk] {
        desk->setProject(nullptr, nullptr); // before the store goes
        panel.setProject({});
    });
}

/// Passwords that the keychain has come in a moment after the proxies.
void seekPasswords(ui::ProxiesPanel &panel, const ProxiesNeeds &needs)
{
    core::ProxyDesk *desk = &needs.desk;
    core::SecretDesk *secrets = &needs.secrets;
    QObject::connect(
        desk, &core::ProxyDesk::loaded, &panel, [&panel, desk, secrets](const QList<core::ProxyRecord> &proxies) {
            QStringList names;
            for (const core::ProxyRecord &proxy : proxies) {
                if (!proxy.key.user.isEmpty())
                    names.append(core::secretNameOf(proxy.key));
            }
            if (names.isEmpty())
                return;
            core::whenDone(secrets->load(names), &panel, [desk](const QStringList &) { desk->readPasswords(); });
        });
}

} // namespace

void joinProxies(ui::MainWindow &window, const ProxiesNeeds &needs)
{
    auto *panel = new ui::ProxiesPanel(needs.desk, needs.settings, &window);
    ui::FurtherScreen screen;
    screen.widget = panel;
    screen.name = u"showProxies"_s;
    screen.icon = "proxies"_L1;
    screen.title = words(QT_TRANSLATE_NOOP("sluice::app::ProxiesJoin", "Proxies"));
    screen.tip = words(QT_TRANSLATE_NOOP("sluice::app::ProxiesJoin", "Find proxies, check them and see which live"));
    screen.find = [panel] { panel->focusFilter(); };
    window.addScreen(screen);
    followProject(*panel, window.session(), needs);
    seekPasswords(*panel, needs);
    needs.engine.setProxyPool(needs.desk.pool());
    QObject::connect(panel, &ui::ProxiesPanel::told, &window, [&window](const QString &text) { window.tell(text); });
    QObject::connect(panel, &ui::ProxiesPanel::failed, &window.workspace(), &ui::Workspace::warned);
}

} // namespace sluice::app
