// SPDX-License-Identifier: GPL-3.0-or-later
// What the Browser screen does with the page that is shown.
#include "ui/browser/browseractions.h"
#include "ui/browser/browserpanel.h"
#include "ui/browser/browsertabs.h"
#include "ui/browser/cookiehandover.h"
#include "ui/browser/downloads.h"
#include "ui/browser/findbar.h"
#include "ui/browser/navigationbar.h"
#include "ui/browser/pickpane.h"
#include "ui/browser/picksession.h"
#include "ui/browser/webpage.h"
#include "ui/browser/webprofile.h"

#include <QAction>
#include <QSplitter>
#include <QWebEngineFindTextResult>
#include <QWebEngineView>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

/// Chromium has one proxy for all its pages: those that came through another one must not go on without it.
void BrowserPanel::leaveProxy(const QString &next)
{
    if (!m_profile || m_profile->identity().proxy == next || m_tabs->count() == 0)
        return;
    m_actions->pick->setChecked(false);
    m_actions->tools->setChecked(false);
    m_tabs->closeAll();
    delete std::exchange(m_downloads, nullptr);
    delete std::exchange(m_profile, nullptr);
    Q_EMIT told(tr("The pages that came through another proxy were closed."));
    showState();
}

void BrowserPanel::takeNotice()
{
    WebPage *shown = page();
    if (!shown)
        return;
    const PageNotice notice = shown->notice();
    if (notice.offer == PageNotice::Offer::Save)
        return m_downloads->ask(*shown, notice);
    shown->dismissNotice();
    if (notice.offer == PageNotice::Offer::OpenWindow)
        openBeside(notice.url);
    else if (notice.offer == PageNotice::Offer::Reload)
        shown->act(QWebEnginePage::Reload);
    else if (notice.offer == PageNotice::Offer::EndPage)
        shown->endProcess(tr("The page was ended."));
}

void BrowserPanel::openBeside(const QUrl &url)
{
    if (WebPage *opened = m_tabs->open(*m_profile))
        opened->load(url);
    else
        tellTabsAreMany();
}

void BrowserPanel::tellTabsAreMany()
{
    Q_EMIT told(tr("%1 tabs are open already.").arg(locale().toString(BrowserTabs::mostTabs)));
}

void BrowserPanel::zoom(double factor)
{
    if (!page())
        return;
    page()->setZoomFactor(factor == 0 ? 1 : std::clamp(page()->zoomFactor() * factor, 0.25, 5.0));
    m_navigation->showPage(page());
}

void BrowserPanel::focusFind()
{
    if (page())
        m_find->open();
    else
        m_navigation->focusAddress();
}

void BrowserPanel::find(const QString &text, bool isBackward)
{
    if (!page())
        return;
    const auto flags = isBackward ? QWebEnginePage::FindBackward : QWebEnginePage::FindFlags();
    page()->findText(text, flags, [bar = QPointer<FindBar>(m_find)](const QWebEngineFindTextResult &result) {
        if (bar)
            bar->showMatches(result.activeMatch(), result.numberOfMatches());
    });
}

void BrowserPanel::showSource()
{
    if (page())
        page()->showSource();
}

void BrowserPanel::showTools(bool isShown)
{
    if (!isShown || !page()) {
        delete std::exchange(m_tools, nullptr);
        return;
    }
    m_tools = new QWebEngineView(this);
    m_tools->setObjectName(u"browserToolsView"_s);
    m_tools->setAccessibleName(tr("Developer tools"));
    auto *toolsPage = new QWebEnginePage(m_profile->engine(), m_tools);
    m_tools->setPage(toolsPage);
    toolsPage->setInspectedPage(page());
    m_splitter->insertWidget(1, m_tools);
    m_splitter->setSizes({600, 480, m_pane->isVisible() ? 320 : 0});
}

void BrowserPanel::pick(bool isOn)
{
    m_pane->setVisible(isOn && page());
    if (isOn && page()) {
        updateCookies();
        m_picking->setRow(m_pane->rowRule());
        m_pane->setRendering(m_asker.renderMode != core::RenderMode::Http);
        m_picking->start(page(), pickAsker());
    } else {
        m_picking->stop();
    }
    m_navigation->showPage(page());
}

/// Who asks for the page that is picked from: as the crawl that would come of it.
core::CrawlSpec BrowserPanel::pickAsker()
{
    core::CrawlSpec spec = m_asker;
    if (m_pane->isRenderingWanted() == (spec.renderMode == core::RenderMode::Http))
        spec.renderMode = m_pane->isRenderingWanted() ? core::RenderMode::Rendered : core::RenderMode::Http;
    if (!m_pane->areCookiesWanted())
        return spec;
    // Cookies go to the hosts of the seeds alone.
    const QUrl url = page()->url();
    spec.seeds = {url.toString(QUrl::FullyEncoded | QUrl::RemoveFragment)};
    spec.cookies = handOver(m_profile->cookiesFor(url), url, m_services.secrets);
    return spec;
}

void BrowserPanel::updateCookies()
{
    m_pane->showCookies(page() ? int(m_profile->cookiesFor(page()->url()).size()) : 0);
}

void BrowserPanel::requestCrawl(bool isPicked)
{
    if (!page())
        return;
    core::CrawlSpec spec = m_asker;
    const QUrl url = page()->url();
    spec.name = url.host();
    spec.seeds = {url.toString(QUrl::FullyEncoded | QUrl::RemoveFragment)};
    if (isPicked) {
        spec.renderMode = pickAsker().renderMode;
        spec.fields = m_pane->fields();
        spec.rowRule = m_pane->rowRule();
        spec.script = spec.plugin = QString();
        spec.detailRule.clear();
        spec.detailFields.clear();
        spec.keyFields.clear();
    }
    spec.cookies.clear();
    if (!isPicked || m_pane->areCookiesWanted())
        spec.cookies = handOver(m_profile->cookiesFor(url), url, m_services.secrets);
    Q_EMIT crawlRequested(spec);
}

} // namespace sluice::ui
