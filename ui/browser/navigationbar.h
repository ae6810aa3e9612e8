// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLineEdit;
class QProgressBar;
class QToolButton;

namespace sluice::ui {

class BrowserActions;
class ElidedLabel;
class WebPage;

/// The address of the page, and what can be done with it.
class NavigationBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NavigationBar(BrowserActions &actions, QWidget *parent = nullptr);

    /// Null: no page is open.
    void showPage(const WebPage *page);
    /// What is wrong with the address that was typed; empty: nothing.
    void showProblem(const QString &problem);
    void focusAddress();
    /// Says for good that Chromium's sandbox is off.
    void showUnsandboxed();

Q_SIGNALS:
    void addressEntered(const QString &address);

private:
    void makeLayout();
    void makeMenu();
    [[nodiscard]] QToolButton *makeButton(QAction *action);
    void showZoom(const WebPage *page);

    BrowserActions &m_actions;
    QLineEdit *m_address;
    QProgressBar *m_progress;
    QToolButton *m_load; ///< reload or stop
    QToolButton *m_zoom;
    QToolButton *m_unsafe;
    QToolButton *m_menu;
    ElidedLabel *m_problem;
    QString m_shown; ///< the address of the page
};

} // namespace sluice::ui
