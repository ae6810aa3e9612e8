// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/answerwatch.h"

#include <QPointer>
#include <QWebEnginePage>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int mostLooks = 4;
/// A question that was on its way when the page was left is lost; the second one reaches the page that came.
constexpr int looksUntilAskedAgain = 2;

} // namespace

AnswerWatch::AnswerWatch(QWebEnginePage &page)
    : m_page(page)
{
    m_timer.setInterval(patienceMs / mostLooks);
    connect(&m_timer, &QTimer::timeout, this, &AnswerWatch::look);
    connect(&page, &QWebEnginePage::renderProcessPidChanged, this, &AnswerWatch::startOver);
    m_timer.start();
}

void AnswerWatch::startOver()
{
    take(m_asked);
}

void AnswerWatch::look()
{
    const bool isAskable =
        m_page.renderProcessPid() > 0 && !m_page.devToolsPage() && (m_page.isLoading() || m_page.isVisible());
    if (m_asked == m_answered) {
        if (isAskable)
            ask();
        return;
    }
    if (m_isSilent)
        return;
    if (m_page.devToolsPage())
        return startOver();
    if (++m_waited == looksUntilAskedAgain)
        return ask();
    if (m_waited < mostLooks)
        return;
    m_isSilent = true;
    Q_EMIT fellSilent();
}

void AnswerWatch::ask()
{
    m_page.runJavaScript(u"1"_s, [self = QPointer<AnswerWatch>(this), question = ++m_asked](const QVariant &) {
        if (self)
            self->take(question);
    });
}

void AnswerWatch::take(int question)
{
    if (question <= m_answered) // an earlier process was asked
        return;
    m_answered = m_asked;
    m_waited = 0;
    m_isSilent = false;
    Q_EMIT answered();
}

} // namespace sluice::ui
