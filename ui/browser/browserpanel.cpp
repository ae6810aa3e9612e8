// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/browserpanel.h"

#include "ui/browser/browseractions.h"
#include "ui/browser/browsertabs.h"
#include "ui/browser/downloads.h"
#include "ui/browser/findbar.h"
#include "ui/browser/navigationbar.h"
#include "ui/browser/noticebar.h"
#include "ui/browser/pickpane.h"
#include "ui/browser/picksession.h"
#include "ui/browser/webaddress.h"
#include "ui/browser/webpage.h"
#include "ui/browser/webprofile.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QAction>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QWebEngineView>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

BrowserPanel::BrowserPanel(const BrowserServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_logins(services.secrets)
    , m_storage(services.storage)
    , m_actions(new BrowserActions(this))
    , m_navigation(new NavigationBar(*m_actions, this))
    , m_notice(new NoticeBar(this))
    , m_tabs(new BrowserTabs(m_logins, this))
    , m_find(new FindBar(this))
    , m_empty(new EmptyState("browser"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_picking(new PickSession(services.visitor, services.workers, this))
    , m_pane(new PickPane(this))
{
    setObjectName(u"browserPanel"_s);
    makeLayout();
    connectActions();
    connectNavigation();
    connectBars();
    connectPicking();
    setProject({});
    showState();
    if (!services.isSandboxed)
        m_navigation->showUnsandboxed();
}

BrowserPanel::~BrowserPanel()
{
    // Pages go before their profile.
    m_picking->stop();
    delete m_tools;
    m_tabs->disconnect(this);
    m_tabs->closeAll();
    delete m_profile;
}

void BrowserPanel::makeLayout()
{
    m_empty->setText(tr("No page open"), tr("Type an address above.\nWhat you pick on a page becomes a column.\nPages "
                                            "get no permissions."));
    describe(m_splitter, u"browserSplitter"_s, tr("Page, developer tools and picked columns"), QString());
    m_splitter->addWidget(m_tabs);
    m_splitter->addWidget(m_pane);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({860, 320});
    m_pane->hide();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_navigation);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_find);
}

void BrowserPanel::connectActions()
{
    const auto act = [this](QAction *action, QWebEnginePage::WebAction what) {
        connect(action, &QAction::triggered, this, [this, what] {
            if (WebPage *shown = page())
                shown->act(what);
        });
    };
    act(m_actions->back, QWebEnginePage::Back);
    act(m_actions->forward, QWebEnginePage::Forward);
    act(m_actions->reload, QWebEnginePage::Reload);
    connect(m_actions->stop, &QAction::triggered, this, [this] {
        if (WebPage *shown = page())
            shown->triggerAction(QWebEnginePage::Stop);
        m_actions->pick->setChecked(false);
    });
    connect(m_actions->newTab, &QAction::triggered, this, &BrowserPanel::openTab);
    connect(m_actions->closeTab, &QAction::triggered, this, [this] { m_tabs->closeTab(m_tabs->currentIndex()); });
    connect(m_actions->find, &QAction::triggered, this, &BrowserPanel::focusFind);
    connect(m_actions->zoomIn, &QAction::triggered, this, [this] { zoom(1.1); });
    connect(m_actions->zoomOut, &QAction::triggered, this, [this] { zoom(1 / 1.1); });
    connect(m_actions->zoomReset, &QAction::triggered, this, [this] { zoom(0); });
    connect(m_actions->source, &QAction::triggered, this, &BrowserPanel::showSource);
    connect(m_actions->tools, &QAction::toggled, this, &BrowserPanel::showTools);
    connect(m_actions->pick, &QAction::toggled, this, &BrowserPanel::pick);
    connect(m_actions->crawl, &QAction::triggered, this, [this] { requestCrawl(false); });
    connect(m_actions->compare, &QAction::triggered, this,
            [this] { Q_EMIT compareRequested(page()->url().toString(QUrl::FullyEncoded | QUrl::RemoveFragment)); });
    connect(m_actions->keep, &QAction::toggled, this, &BrowserPanel::keepStorage);
}

void BrowserPanel::connectNavigation()
{
    connect(m_navigation, &NavigationBar::addressEntered, this, &BrowserPanel::openAddress);
    connect(m_tabs, &BrowserTabs::pageChanged, this, &BrowserPanel::showState);
    connect(m_tabs, &BrowserTabs::loaded, this, &BrowserPanel::updateCookies);
}

void BrowserPanel::connectBars()
{
    connect(m_notice, &NoticeBar::taken, this, &BrowserPanel::takeNotice);
    connect(m_notice, &NoticeBar::dismissed, this, [this] {
        if (page())
            page()->dismissNotice();
    });
    connect(m_notice, &NoticeBar::loginEntered, this,
            [this](const QString &user, const QString &password, bool isKept) {
                if (page())
                    page()->useLogin(user, password, isKept);
            });
    m_notice->setKeychainUsable(m_logins.canKeep());
    connect(&m_services.secrets, &core::SecretDesk::keychainChanged, this,
            [this] { m_notice->setKeychainUsable(m_logins.canKeep()); });
    connect(m_find, &FindBar::findRequested, this, &BrowserPanel::find);
}

void BrowserPanel::connectPicking()
{
    connect(m_picking, &PickSession::changed, this, [this] { m_pane->showState(m_picking->state()); });
    connect(m_picking, &PickSession::ended, this, [this] { m_actions->pick->setChecked(false); });
    connect(m_pane, &PickPane::askerChanged, this, [this] {
        if (page())
            m_picking->setAsker(pickAsker());
    });
    connect(m_pane, &PickPane::closed, this, [this] { m_actions->pick->setChecked(false); });
    connect(m_pane, &PickPane::attributeWanted, m_picking, &PickSession::setAttribute);
    connect(m_pane, &PickPane::rowRuleChanged, m_picking, &PickSession::setRow);
    connect(m_pane, &PickPane::fieldAdded, this, &BrowserPanel::fieldPicked);
    connect(m_pane, &PickPane::crawlRequested, this, [this] { requestCrawl(true); });
}

WebPage *BrowserPanel::page() const
{
    return m_tabs->page();
}

void BrowserPanel::setAsker(const core::CrawlSpec &spec)
{
    m_asker = spec;
}

void BrowserPanel::setProject(const QString &path)
{
    m_project = path;
    m_actions->keep->setEnabled(m_storage.isPossible(path));
    {
        const QSignalBlocker quiet(m_actions->keep);
        m_actions->keep->setChecked(m_storage.isKept(path));
    }
    if (m_profile && m_profile->folder() != keptFolder())
        restart();
}

/// The person has decided whether cookies are kept; keeping none removes those there are.
void BrowserPanel::keepStorage(bool isKept)
{
    if (isKept && !m_storage.keep(m_project)) {
        const QSignalBlocker quiet(m_actions->keep);
        m_actions->keep->setChecked(false);
        return Q_EMIT failed(tr("Cookies cannot be kept: %1 cannot be written.").arg(m_storage.folderOf(m_project)));
    }
    restart();
    if (!isKept)
        m_storage.forget(m_project);
}

QString BrowserPanel::keptFolder() const
{
    return m_actions->keep->isChecked() ? m_storage.folderOf(m_project) : QString();
}

void BrowserPanel::start()
{
    if (m_profile)
        return;
    m_storage.sweep();
    m_profile = new WebProfile(keptFolder(), this);
    m_downloads = new Downloads(*m_profile, *this, m_profile);
    connect(m_downloads, &Downloads::saved, this,
            [this](const QString &path) { Q_EMIT told(tr("Saved %1").arg(path)); });
    connect(m_downloads, &Downloads::failed, this, &BrowserPanel::failed);
}

/// Opens the same pages with another profile.
void BrowserPanel::restart()
{
    if (!m_profile)
        return;
    m_actions->pick->setChecked(false);
    m_actions->tools->setChecked(false);
    const QList<QUrl> shown = m_tabs->closeAll();
    delete std::exchange(m_downloads, nullptr);
    delete std::exchange(m_profile, nullptr);
    for (const QUrl &url : shown) {
        if (url.scheme().startsWith("http"_L1)) {
            start();
            m_profile->apply(identityOf(m_asker));
            m_tabs->open(*m_profile)->load(url);
        }
    }
    showState();
}

void BrowserPanel::openAddress(const QString &typed)
{
    const auto url = typedAddress(typed);
    m_navigation->showProblem(url ? QString() : url.error());
    if (!url)
        return;
    const BrowserIdentity identity = identityOf(m_asker);
    if (const QString problem = proxyProblem(identity.proxy); !problem.isEmpty())
        return m_navigation->showProblem(problem);
    leaveProxy(identity.proxy);
    start();
    m_profile->apply(identity);
    WebPage *target = page() ? page() : m_tabs->open(*m_profile);
    target->open(*url);
    m_tabs->currentWidget()->setFocus();
}

void BrowserPanel::openTab()
{
    start();
    if (m_tabs->open(*m_profile))
        m_navigation->focusAddress();
    else
        tellTabsAreMany();
}

void BrowserPanel::showState()
{
    WebPage *shown = page();
    m_stack->setCurrentWidget(shown ? static_cast<QWidget *>(m_splitter) : m_empty);
    if (std::exchange(m_shown, shown) != shown) {
        m_actions->pick->setChecked(false);
        if (m_tools && shown)
            m_tools->page()->setInspectedPage(shown);
        else
            m_actions->tools->setChecked(false);
        updateCookies();
    }
    m_navigation->showPage(shown);
    m_notice->showNotice(shown ? shown->notice() : PageNotice());
    // A page that ended takes the focus with it, and with that all keys of this screen.
    const QWidget *focused = window()->focusWidget();
    if (shown && shown->notice().offer == PageNotice::Offer::Reload && (!focused || m_tabs->isAncestorOf(focused)))
        m_notice->setFocus(Qt::OtherFocusReason);
}

bool BrowserPanel::event(QEvent *event)
{
    // The window's Ctrl+W closes the project; over a page it means the page.
    if (event->type() == QEvent::ShortcutOverride && page() &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Close)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void BrowserPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Close) && page())
        m_actions->closeTab->trigger();
    else
        QWidget::keyPressEvent(event);
}

} // namespace sluice::ui
