// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detection/detectionsession.h"

#include <QWidget>

class QTabWidget;

namespace sluice::ui {

class BrowsersPane;
class FindingsPage;
class LabBar;
class TrialsPane;
class VisitsPane;

/// The detection laboratory: what gives an automated browser away, tried on the browsers of this machine.
class DetectionPanel final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Browsers, Visits, Tests, Findings };

    /// Borrows the desk.
    explicit DetectionPanel(core::DetectionDesk &desk, QWidget *parent = nullptr);

    [[nodiscard]] DetectionSession &session() { return *m_session; }
    [[nodiscard]] BrowsersPane &browsers() { return *m_browsers; }
    void showTab(int tab);
    void focusFilter();
    /// The open project, which an export must not hit.
    void setProject(const QString &path);

Q_SIGNALS:
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void makeTabs();

    DetectionSession *m_session;
    LabBar *m_bar;
    QTabWidget *m_tabs;
    BrowsersPane *m_browsers;
    VisitsPane *m_visits;
    TrialsPane *m_trials;
    FindingsPage *m_findings;
};

} // namespace sluice::ui
