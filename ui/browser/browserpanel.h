// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagevisitor.h"
#include "core/settings/secretdesk.h"
#include "ui/browser/keptstorage.h"
#include "ui/browser/logins.h"

#include <QWidget>

#include <memory>

class QSplitter;
class QStackedWidget;
class QWebEngineView;

namespace sluice::core {
class WorkerPool;
}

namespace sluice::ui {

class BrowserActions;
class BrowserTabs;
class Downloads;
class EmptyState;
class FindBar;
class NavigationBar;
class NoticeBar;
class PickPane;
class PickSession;
class WebPage;
class WebProfile;

/// What the browser works with; borrowed where it is a reference or pointer.
struct BrowserServices
{
    core::SecretDesk &secrets;
    core::PageVisitor *visitor = nullptr; ///< gets pages as a crawl does, to check what was picked; null: it cannot
    std::shared_ptr<core::WorkerPool> workers = nullptr; ///< tries json: rules
    QString storage;                                     ///< folder for the profiles that projects keep
    bool isSandboxed = true;
};

/// The Browser screen: pages of the web in tabs, and elements picked from them. Chromium starts with the first page.
class BrowserPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit BrowserPanel(const BrowserServices &services, QWidget *parent = nullptr);
    ~BrowserPanel() override;

    /// The browser shows itself to sites as this crawl does, from the next address on.
    void setAsker(const core::CrawlSpec &spec);
    /// Cookies can be kept for the project of this file; empty: none is open.
    void setProject(const QString &path);
    void openAddress(const QString &typed);
    void focusFind();
    [[nodiscard]] bool isStarted() const { return m_profile != nullptr; }
    [[nodiscard]] WebPage *page() const;
    [[nodiscard]] BrowserTabs &tabs() { return *m_tabs; }
    [[nodiscard]] PickSession &picking() { return *m_picking; }

Q_SIGNALS:
    /// A column was picked; with a row rule it belongs to these rows.
    void fieldPicked(const sluice::core::FieldSpec &field, const QString &rowRule);
    /// This address is to be shown over HTTP beside what it is rendered.
    void compareRequested(const QString &address);
    /// A crawl of the page that is shown is wished for.
    void crawlRequested(const sluice::core::CrawlSpec &spec);
    void told(const QString &message);
    void failed(const QString &detail);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeLayout();
    void connectActions();
    void connectNavigation();
    void connectBars();
    void connectPicking();
    void start();
    void restart();
    void keepStorage(bool isKept);
    [[nodiscard]] QString keptFolder() const;
    void leaveProxy(const QString &next);
    void openTab();
    void openBeside(const QUrl &url);
    void tellTabsAreMany();
    void showState();
    void takeNotice();
    void zoom(double factor);
    void find(const QString &text, bool isBackward);
    void showSource();
    void showTools(bool isShown);
    void pick(bool isOn);
    void requestCrawl(bool isPicked);
    [[nodiscard]] core::CrawlSpec pickAsker();
    void updateCookies();

    BrowserServices m_services;
    Logins m_logins;
    KeptStorage m_storage;
    core::CrawlSpec m_asker;
    QString m_project;
    BrowserActions *m_actions;
    NavigationBar *m_navigation;
    NoticeBar *m_notice;
    BrowserTabs *m_tabs;
    FindBar *m_find;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    PickSession *m_picking;
    PickPane *m_pane;
    QWebEngineView *m_tools = nullptr;
    WebPage *m_shown = nullptr; ///< only to see that another page came; never used as a page
    WebProfile *m_profile = nullptr;
    Downloads *m_downloads = nullptr;
};

} // namespace sluice::ui
