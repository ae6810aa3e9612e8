// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

class QWebEnginePage;

namespace sluice::ui {

/// Notices that the scripts of a page do not let it answer: a trivial question to it now and then, while it loads or is
/// seen. A page whose files come slowly does answer. Where the developer tools hold a page still, nothing is asked.
class AnswerWatch final : public QObject
{
    Q_OBJECT

public:
    /// Milliseconds that an answer may take.
    static constexpr int patienceMs = 5'000;

    /// The page is borrowed, and must live longer.
    explicit AnswerWatch(QWebEnginePage &page);

    [[nodiscard]] bool isSilent() const { return m_isSilent; }
    /// The page's process is another one, or has ended.
    void startOver();

Q_SIGNALS:
    void fellSilent();
    /// As it does every second or so; also where it is gone.
    void answered();

private:
    void look();
    void ask();
    void take(int question);

    QWebEnginePage &m_page;
    QTimer m_timer;
    int m_asked = 0;    ///< number of the last question
    int m_answered = 0; ///< number of the last question that counts as answered
    int m_waited = 0;   ///< looks without an answer: a window that was held up itself has not looked meanwhile
    bool m_isSilent = false;
};

} // namespace sluice::ui
