// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlengine.h"
#include "core/settings/secretdesk.h"
#include "core/settings/settings.h"
#include "ui/main/mainmenu.h"
#include "ui/main/projectsession.h"

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace sluice::ui {

class ElidedLabel;
class EmptyState;
class MainActions;
class NotificationBar;
class ReplayFlow;
class Theme;
class TotalsLabel;
class WelcomePanel;
class WindowFlows;
class Workspace;
struct FurtherScreen;

/// What the window works with; all borrowed, all outlive it.
struct WindowServices
{
    const core::Clock &clock;
    core::CrawlEngine &engine;
    core::SecretDesk &secrets;
    core::Settings &settings;
    Theme &theme;
    std::shared_ptr<core::WorkerPool> workers = nullptr; ///< runs json: rules and scripts in the lab
    core::PageVisitor *visitor = nullptr;                ///< gets pages of the web for the lab; null: it cannot
};

/// Joins the screens: the workspace of the open project, or the welcome page while none is open.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowServices &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] ProjectSession &session() { return *m_session; }
    [[nodiscard]] WindowFlows &flows() { return *m_flows; }
    [[nodiscard]] ReplayFlow &replay() { return *m_replay; }
    [[nodiscard]] Workspace &workspace() { return *m_workspace; }
    /// Shows `message` in the status bar, `ms` long; 0 = until the next one.
    void tell(const QString &message, int ms = 8'000);
    /// Adds a screen, with a tab and an entry in the View menu.
    void addScreen(const FurtherScreen &screen);
    void exportCurrent();
    void exportProblems();
    /// Closes without a question; running crawls are left resumable. The window stays, and says so, until the project's
    /// file is whole.
    void closeAtOnce()
    {
        m_isClosing = true;
        close();
    }

Q_SIGNALS:
    void demoRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeLayout();
    void connectActions();
    void connectScreens();
    void connectSession();
    void restoreState();
    void saveState();
    void leave();
    void setLabAlone(bool isAlone);
    void showLab();
    void showAlone(int tab);
    void closeProject();

    void showProject(const OpenedProject &project);
    void showWelcome();
    void showOpenFailure(const QString &path, const QString &detail);
    void offerResume(const QList<core::CrawlRecord> &crawls);
    void addCrawl(const core::CrawlRecord &record);
    void warn(const QString &detail);
    void updateActions();
    void chooseLook(const QAction *action);

    WindowServices m_services;
    ProjectSession *m_session;
    WindowFlows *m_flows;
    ReplayFlow *m_replay;
    MainActions *m_actions;
    NotificationBar *m_notice;
    WelcomePanel *m_welcome;
    Workspace *m_workspace;
    EmptyState *m_closing;
    QStackedWidget *m_stack;
    ElidedLabel *m_message;
    TotalsLabel *m_totals;
    MainMenus m_menus;
    QTimer m_messageEnd;
    bool m_isLabAlone = false; ///< the lab is shown and no project is open
    bool m_isClosing = false;  ///< no question is asked any more
    bool m_isLeaving = false;  ///< waits for the session
    bool m_isReleased = false; ///< nothing is open
};

} // namespace sluice::ui
