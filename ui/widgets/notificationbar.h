// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace sluice::ui {

/// A strip across the top of the window for what the user should know or decide, without a dialog in the way.
/// Shows one notice; a new one takes its place.
class NotificationBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NotificationBar(QWidget *parent = nullptr);

    /// Shows `text`; with `button` it also offers that, and `chosen` is called when it is taken.
    void showNotice(Tone tone, const QString &text, const QString &button = {}, std::function<void()> chosen = {});
    void dismiss();
    [[nodiscard]] QString text() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void take();

    QToolButton *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
    QToolButton *m_close;
    std::function<void()> m_chosen;
};

} // namespace sluice::ui
