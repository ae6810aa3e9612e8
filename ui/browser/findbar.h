// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace sluice::ui {

/// Finds words on the page.
class FindBar final : public QFrame
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    /// Shows the bar and waits for words.
    void open();
    void close();
    /// Which of how many places is marked.
    void showMatches(int active, int count);

Q_SIGNALS:
    /// These words are to be marked; empty: none.
    void findRequested(const QString &text, bool isBackward);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool isBackward);

    QLineEdit *m_words;
    QLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
};

} // namespace sluice::ui
