// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/batchjoin.h"

#include "app/desktop/jobcrawls.h"
#include "ui/batch/batchpanel.h"
#include "ui/main/batchflow.h"
#include "ui/main/mainwindow.h"
#include "ui/main/projectsession.h"
#include "ui/main/workspace.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::app::BatchJoin", text);
}

} // namespace

void joinBatch(ui::MainWindow &window, core::CrawlEngine &engine, core::Settings &settings)
{
    auto *panel = new ui::BatchPanel(&window);
    ui::FurtherScreen screen;
    screen.widget = panel;
    screen.name = u"showBatch"_s;
    screen.icon = "requests"_L1;
    screen.title = words(QT_TRANSLATE_NOOP("sluice::app::BatchJoin", "Batch"));
    screen.tip = words(QT_TRANSLATE_NOOP("sluice::app::BatchJoin", "Fetch a list of addresses and watch each request"));
    screen.find = [panel] { panel->focusFilter(); };
    window.addScreen(screen);
    new ui::BatchFlow(
        {window, engine, window.session(), window.flows(), settings, [&window] { return crawlsOf(window); }}, *panel);
    QObject::connect(&window.session(), &ui::ProjectSession::batchFiled, &window.workspace(), &ui::Workspace::addFiled);
    QObject::connect(panel, &ui::BatchPanel::told, &window, [&window](const QString &text) { window.tell(text); });
    QObject::connect(panel, &ui::BatchPanel::failed, &window.workspace(), &ui::Workspace::warned);
}

} // namespace sluice::app
