// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/trial.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace sluice::ui {

class Callout;
class CodeView;
class DetectionSession;

/// The article's three tests, to be changed and run in any browser: the code, and beside it whether the page sent the
/// browser away.
class TrialsPane final : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the session.
    explicit TrialsPane(DetectionSession &session, QWidget *parent = nullptr);

    /// Of the test under way; empty: none is.
    [[nodiscard]] const QString &token() const { return m_token; }

private:
    void makeWidgets();
    void makeLayout();
    [[nodiscard]] QByteArray articleName() const;
    void showTest();
    void restore();
    void run();
    void take(const core::TrialOutcome &outcome);
    void updateButtons();

    DetectionSession &m_session;
    QListWidget *m_tests;
    CodeView *m_code;
    QComboBox *m_browser;
    QPushButton *m_run;
    QPushButton *m_restore;
    Callout *m_outcome;
    QHash<QByteArray, QString> m_changed; ///< code by the test's name
    QString m_token;
    QString m_last; ///< what runs, in words
};

} // namespace sluice::ui
