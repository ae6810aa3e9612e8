// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/browser/pagenotice.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace sluice::ui {

/// Tells what a page did or wanted, above it, with what can be done about that.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    /// Whether logins can be kept in a keychain; at first they cannot.
    void setKeychainUsable(bool isUsable);
    /// Hides where there is nothing to tell.
    void showNotice(const PageNotice &notice);

Q_SIGNALS:
    void taken();
    void loginEntered(const QString &user, const QString &password, bool isKept);
    void dismissed();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeLayout();
    void take();
    [[nodiscard]] bool isLogin() const;

    PageNotice m_notice;
    QToolButton *m_icon;
    QLabel *m_text;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QCheckBox *m_keep;
    bool m_isKeychainUsable = false;
    QPushButton *m_button;
    QToolButton *m_close;
};

} // namespace sluice::ui
