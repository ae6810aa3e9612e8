// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

class QLineEdit;
class QProgressBar;
class QToolButton;

namespace sluice::ui {

class ElidedLabel;
struct LabPage;

/// Where a page of the web is asked for: its address, a button to fetch it, and how that goes or went.
class AddressBar final : public QFrame
{
    Q_OBJECT

public:
    explicit AddressBar(QWidget *parent = nullptr);

    /// The page that is shown: its address stands in the line and can be fetched again. Null: none.
    void setPage(const LabPage *page);
    void showStarted(const QString &address);
    /// `problem` is empty where a page came and where nobody wants one any more.
    void showEnded(const QString &problem);
    void focusAddress();

Q_SIGNALS:
    void fetchRequested(const QString &address);
    void cancelRequested();

private:
    void nameWidgets();
    void makeLayout();
    void connectWidgets();
    void submit();
    void reload();
    void tell(const char *part, const QString &text);
    void tellPage();
    void tellProgress();
    void updateButtons();

    QLineEdit *m_address;
    QToolButton *m_fetch;
    QToolButton *m_reload;
    QToolButton *m_cancel;
    QProgressBar *m_progress;
    ElidedLabel *m_state;
    QString m_facts;      ///< what is told of the page that is shown
    bool m_isOdd = false; ///< its status is none of success
    QString m_shown;      ///< the address of the page that is shown; empty for a file and for none
    QString m_fetched;    ///< the one that is under way
    QElapsedTimer m_since;
    QTimer m_tick;
};

} // namespace sluice::ui
