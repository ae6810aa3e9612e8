// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/browsertabs.h"

#include "ui/browser/memorywatch.h"
#include "ui/browser/webpage.h"
#include "ui/browser/webprofile.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QLocale>
#include <QTabBar>
#include <QToolButton>
#include <QWebEngineNewWindowRequest>
#include <QWebEngineView>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype longestTitle = 200;

QString titleOf(const WebPage &page)
{
    const QString title = page.title().simplified().left(longestTitle);
    return title.isEmpty() ? BrowserTabs::tr("New tab") : title;
}

} // namespace

BrowserTabs::BrowserTabs(Logins &logins, QWidget *parent)
    : QTabWidget(parent)
    , m_logins(logins)
    , m_memory(new MemoryWatch(this))
{
    describe(this, u"browserTabs"_s, tr("Open pages"), QString());
    describe(tabBar(), u"browserTabBar"_s, tr("Open pages"), tr("Open pages; Ctrl+W closes the one that is shown"));
    m_memory->setObjectName(u"browserMemory"_s);
    setDocumentMode(true);
    setMovable(true);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideRight);
    setIconSize({16, 16});
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
    connect(this, &QTabWidget::currentChanged, this, &BrowserTabs::pageChanged);
}

WebPage *BrowserTabs::pageAt(int index) const
{
    const auto *view = qobject_cast<QWebEngineView *>(widget(index));
    return view ? qobject_cast<WebPage *>(view->page()) : nullptr;
}

WebPage *BrowserTabs::open(WebProfile &profile)
{
    if (count() >= mostTabs)
        return nullptr;
    auto *view = new QWebEngineView(this);
    auto *page = new WebPage(profile, m_logins, view);
    view->setPage(page);
    view->setObjectName(u"browserView"_s);
    view->setAccessibleName(tr("Page"));
    connectPage(view, page);
    connect(page, &WebPage::windowWanted, this,
            [this, &profile, page](QWebEngineNewWindowRequest &request) { openWindow(profile, page, request); });
    m_memory->add(page);
    const int index = addTab(view, themedIcon("browser"_L1), titleOf(*page));
    addCloseButton(index, view);
    setCurrentIndex(index);
    Q_EMIT opened(page);
    return page;
}

void BrowserTabs::addCloseButton(int index, QWidget *view)
{
    auto *button = new QToolButton(this);
    describe(button, u"browserTabClose"_s, tr("Close tab"), tr("Close this page"));
    button->setIcon(themedIcon("close"_L1));
    button->setIconSize({12, 12});
    button->setStyleSheet(u"padding: 2px;"_s);
    button->setFocusPolicy(Qt::NoFocus);
    connect(button, &QToolButton::clicked, view, [this, view] { closeTab(indexOf(view)); });
    tabBar()->setTabButton(index, QTabBar::RightSide, button);
}

void BrowserTabs::connectPage(QWebEngineView *view, WebPage *page)
{
    const auto update = [this, view] { updateTab(view); };
    connect(page, &QWebEnginePage::titleChanged, view, update);
    connect(page, &QWebEnginePage::iconChanged, view, update);
    connect(page, &QWebEnginePage::urlChanged, view, update);
    connect(page, &QWebEnginePage::loadStarted, view, update);
    connect(page, &QWebEnginePage::loadProgress, view, update);
    connect(page, &QWebEnginePage::loadFinished, view, update);
    connect(page, &WebPage::noticeChanged, view, update);
    connect(page, &QWebEnginePage::loadFinished, view, [this, page] {
        if (page == this->page())
            Q_EMIT loaded();
    });
    connect(page, &QWebEnginePage::windowCloseRequested, view, [this, view] { closeTab(indexOf(view)); });
}

void BrowserTabs::openWindow(WebProfile &profile, WebPage *opener, QWebEngineNewWindowRequest &request)
{
    const bool isBehind = request.destination() == QWebEngineNewWindowRequest::InNewBackgroundTab;
    const bool isSource = request.requestedUrl().scheme() == "view-source"_L1;
    const int before = currentIndex();
    WebPage *page = open(profile);
    if (!page)
        return opener->tell(
            {Tone::Warning, tr("No more tab was opened: %1 are open already.").arg(QLocale().toString(mostTabs))});
    if (isSource)
        page->setSource();
    request.openIn(page);
    if (isBehind)
        setCurrentIndex(before);
}

void BrowserTabs::updateTab(QWebEngineView *view)
{
    const int index = indexOf(view);
    const WebPage *page = pageAt(index);
    if (!page)
        return;
    const QString title = titleOf(*page);
    setTabText(index, QString(title).replace(u'&', u"&&"_s));
    const QString address = page->url().toDisplayString().left(longestTitle);
    setTabToolTip(index, plainTip(address.isEmpty() ? title : title + u'\n' + address));
    setTabIcon(index, page->icon().isNull() ? themedIcon("browser"_L1) : page->icon());
    if (index == currentIndex())
        Q_EMIT pageChanged();
}

void BrowserTabs::closeTab(int index)
{
    QWidget *view = widget(index);
    if (!view)
        return;
    removeTab(index);
    m_closed.removeAll(nullptr);
    m_closed.append(view);
    view->deleteLater(); // the page may be the one that asks
    Q_EMIT pageChanged();
}

QList<QUrl> BrowserTabs::closeAll()
{
    QList<QUrl> shown;
    while (count() > 0) {
        shown.append(pageAt(0)->url());
        QWidget *view = widget(0);
        removeTab(0);
        delete view; // before its profile goes
    }
    for (const QPointer<QWidget> &view : std::exchange(m_closed, {}))
        delete view;
    return shown;
}

} // namespace sluice::ui
