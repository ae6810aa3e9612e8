// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/mainmenu.h"

#include "ui/jobs/jobspanel.h"
#include "ui/main/mainactions.h"
#include "ui/results/resultspanel.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QMenu *makeFileMenu(QMenuBar &bar, const MainActions &actions, const ResultsPanel &results)
{
    QMenu *file = bar.addMenu(QMainWindow::tr("&File"));
    file->addActions({actions.newCrawl, actions.runDemo});
    file->addSeparator();
    file->addActions({actions.newProject, actions.openProject});
    QMenu *recent = file->addMenu(themedIcon("recent"_L1), QMainWindow::tr("Open &recent"));
    recent->setObjectName(u"recentMenu"_s);
    file->addSeparator();
    file->addActions({actions.saveCopy, results.exportAction()});
    file->addSeparator();
    file->addActions({actions.closeProject, actions.quit});
    return recent;
}

QToolBar *makeToolBar(QMainWindow &window, const MainActions &actions, const JobsPanel &jobs)
{
    QToolBar *bar = window.addToolBar(QMainWindow::tr("Main tool bar"));
    bar->setObjectName(u"mainToolBar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize({26, 20}); // broader than high: room between icon and text
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({actions.newCrawl, actions.openProject});
    bar->addSeparator();
    bar->addActions({jobs.resumeAction(), jobs.pauseAction(), jobs.cancelAction(), jobs.removeAction()});
    const QList<QAction *> all = bar->actions();
    for (QAction *action : all) {
        if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(action))) {
            button->setObjectName(action->objectName() + u"Button"_s);
            button->setAccessibleName(action->iconText());
        }
    }
    return bar;
}

} // namespace

MainMenus makeMenus(QMainWindow &window, const MainActions &actions, const JobsPanel &jobs, const ResultsPanel &results)
{
    QMenuBar &bar = *window.menuBar();
    QMenu *recent = makeFileMenu(bar, actions, results);
    QMenu *crawl = bar.addMenu(QMainWindow::tr("&Crawl"));
    crawl->addActions({jobs.resumeAction(), jobs.pauseAction(), jobs.cancelAction()});
    crawl->addSeparator();
    crawl->addAction(actions.applyRules);
    crawl->addAction(actions.forgetSecrets);
    crawl->addSeparator();
    crawl->addAction(jobs.removeAction());
    QMenu *edit = bar.addMenu(QMainWindow::tr("&Rows"));
    edit->addActions({actions.find, results.copyAction(), results.copyWithHeaderAction()});
    edit->addSeparator();
    edit->addMenu(results.columnsMenu());
    QMenu *view = bar.addMenu(QMainWindow::tr("&View"));
    view->addActions({actions.showResults, actions.showProblems, actions.showHosts, actions.showLog, actions.showLab});
    QAction *afterScreens = view->addSeparator();
    QMenu *look = view->addMenu(themedIcon("look"_L1), QMainWindow::tr("Loo&k"));
    look->addActions(actions.looks->actions());
    QMenu *help = bar.addMenu(QMainWindow::tr("&Help"));
    help->addActions({actions.about, actions.aboutQt});
    return {recent, makeToolBar(window, actions, jobs), view, afterScreens};
}

} // namespace sluice::ui
