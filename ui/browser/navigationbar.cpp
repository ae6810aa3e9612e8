// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/navigationbar.h"

#include "ui/browser/browseractions.h"
#include "ui/browser/webpage.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>
#include <QWebEngineHistory>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

NavigationBar::NavigationBar(BrowserActions &actions, QWidget *parent)
    : QFrame(parent)
    , m_actions(actions)
    , m_address(new QLineEdit(this))
    , m_progress(new QProgressBar(this))
    , m_load(makeButton(actions.reload))
    , m_zoom(makeButton(actions.zoomReset))
    , m_unsafe(new QToolButton(this))
    , m_menu(new QToolButton(this))
    , m_problem(new ElidedLabel({}, this))
{
    setPart(this, "bar");
    describe(m_address, u"browserAddress"_s, tr("Address"),
             tr("Type an address and press Enter (Ctrl+L). The selected crawl's user agent, language and proxy hold; "
                "without a crawl the browser is itself."));
    m_address->setPlaceholderText(tr("Address of a page: https://…"));
    m_address->setClearButtonEnabled(true);
    describe(m_menu, u"browserMenu"_s, tr("More"), tr("More that can be done with the page"));
    m_menu->setIcon(themedIcon("more"_L1));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    describe(m_unsafe, u"browserSandbox"_s, tr("The sandbox is off"),
             tr("Sluice runs as root, where Chromium refuses its sandbox: open only pages you trust, or start Sluice "
                "as another user."));
    m_unsafe->setIcon(themedIcon("warning"_L1));
    m_unsafe->setText(tr("Sandbox off"));
    m_unsafe->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_unsafe->hide();
    m_problem->setObjectName(u"browserProblem"_s);
    m_problem->setElideMode(Qt::ElideRight);
    setPart(m_problem, "error");
    m_problem->hide();
    m_progress->setObjectName(u"browserProgress"_s);
    m_progress->setAccessibleName(tr("How much of the page is loaded"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(90);
    m_progress->hide();
    m_zoom->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_zoom->hide();
    makeMenu();
    makeLayout();
    connect(m_address, &QLineEdit::returnPressed, this, [this] { Q_EMIT addressEntered(m_address->text()); });
    connect(m_actions.address, &QAction::triggered, this, &NavigationBar::focusAddress);
}

QToolButton *NavigationBar::makeButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + u"Button"_s);
    button->setAccessibleName(action->iconText());
    button->setIconSize({20, 18});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void NavigationBar::makeMenu()
{
    auto *menu = new QMenu(m_menu);
    menu->setObjectName(u"browserMoreMenu"_s);
    menu->addActions({m_actions.newTab, m_actions.closeTab});
    menu->addSeparator();
    menu->addActions({m_actions.find, m_actions.zoomIn, m_actions.zoomOut, m_actions.zoomReset});
    menu->addSeparator();
    menu->addActions({m_actions.source, m_actions.tools});
    menu->addSeparator();
    menu->addActions({m_actions.crawl, m_actions.compare, m_actions.keep});
    m_menu->setMenu(menu);
}

void NavigationBar::makeLayout()
{
    QToolButton *pick = makeButton(m_actions.pick);
    pick->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    pick->setIconSize({22, 16});
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(makeButton(m_actions.back));
    line->addWidget(makeButton(m_actions.forward));
    line->addWidget(m_load);
    line->addSpacing(4);
    line->addWidget(m_address, 1);
    line->addSpacing(4);
    line->addWidget(m_progress);
    line->addWidget(m_zoom);
    line->addWidget(m_unsafe);
    line->addWidget(pick);
    line->addWidget(m_menu);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_problem);
}

void NavigationBar::showPage(const WebPage *page)
{
    const bool isLoading = page && page->isLoading();
    m_actions.setPagePresent(page != nullptr);
    m_actions.back->setEnabled(page && page->history()->canGoBack());
    m_actions.forward->setEnabled(page && page->history()->canGoForward());
    m_actions.stop->setEnabled(isLoading || m_actions.pick->isChecked());
    m_load->setDefaultAction(isLoading ? m_actions.stop : m_actions.reload);
    m_progress->setVisible(isLoading);
    showZoom(page);
    QString shown = page ? page->url().toString() : QString();
    if (shown == "about:blank"_L1)
        shown.clear();
    if (shown == m_shown)
        return; // what somebody types stays
    m_shown = shown;
    m_address->setText(m_shown);
    m_address->setCursorPosition(0);
    showProblem({});
}

void NavigationBar::showZoom(const WebPage *page)
{
    const int percent = page ? int(std::lround(page->zoomFactor() * 100)) : 100;
    m_zoom->setText(tr("%1 %").arg(locale().toString(percent)));
    m_zoom->setVisible(percent != 100);
}

void NavigationBar::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_address->setAccessibleDescription(problem);
    setStyleProperty(m_address, "wrong", !problem.isEmpty());
}

void NavigationBar::focusAddress()
{
    m_address->setFocus(Qt::ShortcutFocusReason);
    m_address->selectAll();
}

void NavigationBar::showUnsandboxed()
{
    m_unsafe->show();
}

} // namespace sluice::ui
