// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/secretdesk.h"
#include "ui/main/projectsession.h"
#include "ui/main/recentprojects.h"
#include "ui/results/exportdialog.h"

#include <QPointer>

#include <functional>

class QMenu;

namespace sluice::ui {

class CrawlDialog;

/// What the window asks the user before something happens: which file, which crawl, whether really. All dialogs are
/// opened, none is waited for.
class WindowFlows final : public QObject
{
    Q_OBJECT

public:
    WindowFlows(QWidget &window, core::CrawlEngine &engine, ProjectSession &session, core::SecretDesk &secrets,
                core::Settings &settings, std::shared_ptr<core::WorkerPool> workers = nullptr);

    [[nodiscard]] RecentProjects &recent() { return m_recent; }

    /// Opens the New crawl dialog; it stays until the crawl runs.
    CrawlDialog *newCrawl();
    /// The same, filled with these settings and open at the extraction.
    CrawlDialog *newCrawlWith(const core::CrawlSpec &spec);
    void chooseProject();
    void chooseNewProject();
    void chooseCopy();
    void openProject(const QString &path, core::Project::Mode mode = core::Project::Mode::OpenExisting);
    void closeProject();
    /// Resumes these crawls, asking for the secrets nobody knows yet.
    void resume(const QList<core::CrawlId> &crawls);
    /// Forgets the crawl's secrets; what to tell.
    [[nodiscard]] QString forgetSecrets(core::CrawlId crawl);
    void fillRecentMenu(QMenu &menu);
    ExportDialog *exportRows(const ExportSource &source);
    /// The same for what went wrong in the crawl.
    ExportDialog *exportProblems(ExportSource source);
    void showAbout();
    /// Calls `then` at once when no crawl runs, else when the user has agreed that they are interrupted.
    void whenIdle(const QString &question, const QString &button, std::function<void()> then);

    /// Calls `then` once all these secrets are known, asking for those that nobody knows yet; not at all where the user
    /// does not tell them. `parent` is the dialog that needs them; null: the window.
    void withSecrets(const QStringList &names, std::function<void()> then, QWidget *parent = nullptr);

Q_SIGNALS:
    void exported(const QString &path, qint64 rows);
    /// A crawl could not be started, and no dialog is open to say so; or a secret could not be kept.
    void failed(const QString &detail);
    /// The keychain is asked, which may take until somebody has unlocked it.
    void askingKeychain();

private:
    void start(const core::CrawlSpec &spec, const QString &path);
    void askForSecrets(const QStringList &missing, const std::function<void()> &then, QWidget *parent);
    void takeSecrets(const QHash<QString, QByteArray> &values, bool isKept);
    void endDialog();
    void showStartFailure(const QString &detail);

    QWidget &m_window;
    core::CrawlEngine &m_engine;
    ProjectSession &m_session;
    core::SecretDesk &m_secrets;
    core::Settings &m_settings;
    RecentProjects m_recent;
    std::shared_ptr<core::WorkerPool> m_workers; ///< tries the programs of a new crawl
    QPointer<CrawlDialog> m_crawlDialog;
    bool m_isStarting = false; ///< what is pressed twice starts once
    bool m_isAsking = false;   ///< the keychain
};

} // namespace sluice::ui
