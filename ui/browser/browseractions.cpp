// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/browseractions.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QAction>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QAction *make(QWidget *screen, QLatin1StringView iconName, const QString &text, const QList<QKeySequence> &keys,
              const QString &objectName, const QString &tip)
{
    auto *action = new QAction(text, screen);
    if (!iconName.isEmpty())
        action->setIcon(themedIcon(iconName));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    describe(action, objectName, tip);
    screen->addAction(action);
    return action;
}

} // namespace

BrowserActions::BrowserActions(QWidget *screen)
    : QObject(screen)
    , back(make(screen, "back"_L1, tr("&Back"), {Qt::ALT | Qt::Key_Left}, u"browserBack"_s, tr("Go back one page")))
    , forward(make(screen, "forward"_L1, tr("&Forward"), {Qt::ALT | Qt::Key_Right}, u"browserForward"_s,
                   tr("Go forward again")))
    , reload(make(screen, "refresh"_L1, tr("&Reload"), {Qt::Key_F5, Qt::CTRL | Qt::Key_R}, u"browserReload"_s,
                  tr("Load the page again")))
    , stop(make(screen, "cancel"_L1, tr("&Stop"), {Qt::Key_Escape}, u"browserStop"_s, tr("Load no further")))
    , address(make(screen, {}, tr("&Address"), {Qt::CTRL | Qt::Key_L}, u"browserGoToAddress"_s,
                   tr("Go to the address line")))
    , pick(make(screen, "pick"_L1, tr("&Pick elements"), {Qt::CTRL | Qt::Key_E}, u"browserPick"_s,
                tr("Click what is wanted on the page: it becomes a column")))
    , newTab(
          make(screen, "add"_L1, tr("New &tab"), {Qt::CTRL | Qt::Key_T}, u"browserNewTab"_s, tr("Open another page")))
    , closeTab(make(screen, "close"_L1, tr("&Close tab"), {}, u"browserCloseTab"_s, tr("Close this page (Ctrl+W)")))
    , find(make(screen, "search"_L1, tr("F&ind on the page"), {}, u"browserOpenFind"_s,
                tr("Mark words on the page (Ctrl+F)")))
    , zoomIn(make(screen, {}, tr("&Larger"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}, u"browserZoomIn"_s,
                  tr("Show the page larger")))
    , zoomOut(make(screen, {}, tr("S&maller"), {Qt::CTRL | Qt::Key_Minus}, u"browserZoomOut"_s,
                   tr("Show the page smaller")))
    , zoomReset(make(screen, {}, tr("&Normal size"), {Qt::CTRL | Qt::Key_0}, u"browserZoomReset"_s,
                     tr("Show the page in its own size")))
    , source(make(screen, "source"_L1, tr("Page so&urce"), {Qt::CTRL | Qt::Key_U}, u"browserSource"_s,
                  tr("Show the HTML of the page in a tab")))
    , tools(make(screen, "tree"_L1, tr("&Developer tools"), {Qt::Key_F12}, u"browserTools"_s,
                 tr("Look into the page: elements, requests, console")))
    , crawl(make(screen, "new-crawl"_L1, tr("Cra&wl this page…"), {}, u"browserCrawl"_s,
                 tr("Fill the New crawl dialog with this address and the cookies of its site")))
    , compare(make(screen, "data"_L1, tr("Co&mpare with HTTP…"), {}, u"browserCompare"_s,
                   tr("Show this address as the server sends it beside what its scripts make of it")))
    , keep(make(screen, "save"_L1, tr("&Keep cookies for this project"), {}, u"browserKeep"_s,
                tr("Keep cookies and storage on this machine until this is taken back; else they go with the window")))
{
    for (QAction *action : {pick, tools, keep})
        action->setCheckable(true);
    setPagePresent(false);
}

void BrowserActions::setPagePresent(bool isPresent)
{
    for (QAction *action : {reload, pick, closeTab, find, zoomIn, zoomOut, zoomReset, source, tools, crawl, compare})
        action->setEnabled(isPresent);
    if (isPresent)
        return;
    for (QAction *action : {back, forward, stop})
        action->setEnabled(false);
}

} // namespace sluice::ui
