// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace sluice::ui {

/// A line above the proxies about what they do by themselves: it asks for leave, or says why nothing is done just now.
class ScheduleBar final : public QFrame
{
    Q_OBJECT

public:
    explicit ScheduleBar(QWidget *parent = nullptr);

    /// Asks `question`; `details` are its tooltip.
    void ask(const QString &question, const QString &details);
    void tell(const QString &text);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void allowed();
    void refused();

private:
    void showText(Tone tone, const QString &text, bool isQuestion);

    QToolButton *m_icon;
    QLabel *m_text;
    QPushButton *m_allow;
    QPushButton *m_refuse;
};

} // namespace sluice::ui
