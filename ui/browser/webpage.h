// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/browser/answerwatch.h"
#include "ui/browser/pagenotice.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>
#include <QWebEnginePage>

#include <functional>

namespace sluice::ui {

class BlockedWindows;
class Logins;
class WebProfile;

/// A page that cannot hold the window up or get out of the web: its dialogs are answered at once, what it wants beyond
/// showing itself is refused, and notice() says so.
class WebPage final : public QWebEnginePage
{
    Q_OBJECT

public:
    /// Both are borrowed.
    WebPage(WebProfile &profile, Logins &logins, QObject *parent = nullptr);

    /// What is to be told of the page now.
    [[nodiscard]] const PageNotice &notice() const { return m_notice; }
    void tell(const PageNotice &notice);
    void dismissNotice() { tell({}); }
    /// Loads the address. A page that does not answer would keep it from coming and is ended first, here and in act().
    void open(const QUrl &url);
    /// Goes back or forward, or loads again.
    void act(WebAction action);
    [[nodiscard]] const AnswerWatch &answers() const { return m_answers; }
    /// Ends the page's process, whatever it does; pages of the same site may share it. `reason` is told with the offer
    /// to load the page again.
    void endProcess(const QString &reason);
    /// Keeps the login that was asked for, with `isKept` in the keychain, and loads the page again.
    void useLogin(const QString &user, const QString &password, bool isKept);
    /// Opens the source of the page in a window: windowWanted().
    void showSource();
    /// The page is the source of another one.
    void setSource() { m_isSource = true; }

Q_SIGNALS:
    void noticeChanged();
    /// A line that a script wrote to its console.
    void spoke(const QString &line);
    /// A person's click opens this window; whoever does not want it does nothing.
    void windowWanted(QWebEngineNewWindowRequest &request);

protected:
    void javaScriptAlert(const QUrl &origin, const QString &text) override;
    bool javaScriptConfirm(const QUrl &origin, const QString &text) override;
    bool javaScriptPrompt(const QUrl &origin, const QString &text, const QString &fallback, QString *result) override;
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel level, const QString &message, int line,
                                  const QString &source) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList &old, const QStringList &types) override;
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame) override;

private:
    void connectWishes();
    void connectLogins();
    void connectAnswers();
    void startLoad();
    void leavePage();
    void countDialog(const QUrl &origin, const QString &text);
    void tellDialogs();
    void refusePermission(const QUrl &origin, Feature feature);
    void holdWindowBack(QWebEngineNewWindowRequest &request);
    void logIn(const QUrl &url, QAuthenticator *authenticator);
    void logInAtProxy(QAuthenticator *authenticator, const QString &host);
    void loadWithLogin(PageNotice::Offer asked, const QUrl &address);
    void takeEnd(RenderProcessTerminationStatus status);
    void leaveBy(const std::function<void()> &way);

    WebProfile &m_profile;
    Logins &m_logins;
    PageNotice m_notice;
    BlockedWindows *m_windows;
    QTimer m_pause;        ///< what comes often is told now and then
    QString m_dialog;      ///< what the last one said
    int m_dialogs = 0;     ///< since the page was loaded
    QSet<QString> m_tried; ///< logins that this load has used: a second question means they are wrong
    QString m_endReason;
    std::function<void()> m_way; ///< out of a page that is being ended; empty: it is ended for itself
    QElapsedTimer m_writing;     ///< since the console's characters are counted
    qsizetype m_written = 0;
    bool m_isSource = false;
    bool m_isSourceAsked = false;
    AnswerWatch m_answers{*this};
};

} // namespace sluice::ui
