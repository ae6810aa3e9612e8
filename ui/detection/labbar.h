// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panelbar.h"

class QLineEdit;
class QToolButton;

namespace sluice::ui {

class DetectionSession;

/// The laboratory's server: on or off, and the address to give to any browser.
class LabBar final : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the session.
    explicit LabBar(DetectionSession &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void told(const QString &message);

private:
    QToolButton *makeButton(const QString &objectName, QLatin1StringView iconName, const QString &text,
                            const QString &tip);
    void toggle();
    void copy();
    void openInBrowser();
    void update();

    DetectionSession &m_session;
    QToolButton *m_toggle;
    QLineEdit *m_address;
    QToolButton *m_copy;
    QToolButton *m_open;
};

} // namespace sluice::ui
