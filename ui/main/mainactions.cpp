// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/mainactions.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QActionGroup>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QAction *make(QObject *parent, QLatin1StringView iconName, const QString &text, const QKeySequence &keys,
              const QString &objectName, const QString &tip)
{
    auto *action = new QAction(text, parent);
    if (!iconName.isEmpty())
        action->setIcon(themedIcon(iconName));
    action->setShortcut(keys);
    describe(action, objectName, tip);
    return action;
}

} // namespace

MainActions::MainActions(QObject *parent)
    : QObject(parent)
    , newCrawl(make(this, "new-crawl"_L1, tr("&New crawl…"), QKeySequence::New, u"newCrawl"_s,
                    tr("Say where to start and go")))
    , runDemo(make(this, "demo"_L1, tr("Run the &demo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), u"runDemo"_s,
                   tr("Crawl the shop that is built in; no network needed")))
    , newProject(make(this, "new-project"_L1, tr("New &project…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
                      u"newProject"_s, tr("Make an empty project file")))
    , openProject(make(this, "open"_L1, tr("&Open project…"), QKeySequence::Open, u"openProject"_s,
                       tr("Go on with a .sluice file")))
    , saveCopy(make(this, "save-copy"_L1, tr("Save a co&py as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
                    u"saveCopy"_s, tr("A project is always saved; this copies it, while no crawl runs")))
    , closeProject(make(this, {}, tr("&Close project"), QKeySequence::Close, u"closeProject"_s,
                        tr("Go back to the welcome page")))
    , quit(make(this, {}, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), u"quit"_s,
                tr("Close Sluice; running crawls can be resumed next time")))
    , applyRules(make(this, "extraction"_L1, tr("Apply ru&les to stored pages…"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), u"applyRules"_s,
                      tr("Change the selected crawl's rules and see what they make of its stored pages; nothing is "
                         "fetched")))
    , forgetSecrets(make(this, {}, tr("Forget its se&crets"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
                         u"forgetSecrets"_s,
                         tr("Forget the selected crawl's passwords and other secrets, in the keychain too; they are "
                            "asked for when it goes on")))
    , find(make(this, "search"_L1, tr("&Filter"), QKeySequence::Find, u"find"_s, tr("Go to the filter of this table")))
    , showResults(make(this, "results"_L1, tr("&Results"), QKeySequence(Qt::CTRL | Qt::Key_1), u"showResults"_s,
                       tr("Show the rows of the selected crawl")))
    , showProblems(make(this, "problems"_L1, tr("&Problems"), QKeySequence(Qt::CTRL | Qt::Key_2), u"showProblems"_s,
                        tr("Show what failed or was skipped in the selected crawl, and why")))
    , showHosts(make(this, "hosts"_L1, tr("&Hosts"), QKeySequence(Qt::CTRL | Qt::Key_3), u"showHosts"_s,
                     tr("Show how each host is treated")))
    , showLog(make(this, "log"_L1, tr("&Log"), QKeySequence(Qt::CTRL | Qt::Key_4), u"showLog"_s,
                   tr("Show what the crawls had to say")))
    , showLab(make(this, "lab"_L1, tr("P&arser lab"), QKeySequence(Qt::CTRL | Qt::Key_5), u"showLab"_s,
                   tr("Try rules on a page: a stored one, one of the web, or a file")))
    , looks(new QActionGroup(this))
    , about(make(this, "info"_L1, tr("&About Sluice"), QKeySequence(Qt::Key_F1), u"about"_s,
                 tr("Version and licence of this program")))
    , aboutQt(make(this, {}, tr("About &Qt"), {}, u"aboutQt"_s, tr("Version of the library this is built with")))
{
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    aboutQt->setMenuRole(QAction::AboutQtRole);
    makeLooks();
}

void MainActions::makeLooks()
{
    const auto add = [this](Look look, const QString &text, const QString &objectName, const QString &tip) {
        QAction *action = make(looks, {}, text, {}, objectName, tip);
        action->setCheckable(true);
        action->setData(int(look));
        looks->addAction(action);
    };
    add(Look::System, tr("As the &system"), u"lookSystem"_s, tr("Light or dark as the desktop is"));
    add(Look::Light, tr("&Light"), u"lookLight"_s, tr("Dark text on light ground"));
    add(Look::Dark, tr("&Dark"), u"lookDark"_s, tr("Light text on dark ground"));
}

} // namespace sluice::ui
