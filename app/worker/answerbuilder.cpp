// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/answerbuilder.h"

#include "core/extract/workerprotocol.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

using core::WorkerFault;

bool AnswerBuilder::addValue(const QByteArray &json)
{
    if (hasFailed())
        return false;
    if (m_answer.values.size() >= m_limits.values) {
        fail(WorkerFault::TooLarge, u"gave more than %1 values"_s.arg(m_limits.values));
        return false;
    }
    m_bytes += json.size();
    if (m_bytes > m_limits.answerBytes) {
        fail(WorkerFault::TooLarge, u"gave more than %1 bytes"_s.arg(m_limits.answerBytes));
        return false;
    }
    m_answer.values.append(json);
    return true;
}

void AnswerBuilder::addMessage(QString message)
{
    const qsizetype room = core::largestMessages - m_messageSize;
    if (room <= 0)
        return;
    if (message.size() > room)
        message = message.left(room) + u'…';
    // Even an empty one costs something, so that their number is limited as well.
    m_messageSize += message.size() + 16;
    m_answer.messages.append(message);
}

QByteArray AnswerBuilder::addFollow(const core::WebUrl &base, const QByteArray &reference)
{
    const auto url = base.isEmpty() ? core::WebUrl::parse(reference) : base.resolve(reference);
    if (!url)
        return {};
    const QByteArray &text = url->text();
    if (m_followed.contains(text))
        return text;
    if (m_answer.follow.size() >= m_limits.values || m_followBytes + text.size() > core::largestFollow)
        return {};
    m_followBytes += text.size();
    m_followed.insert(text);
    m_answer.follow.append(text);
    return text;
}

void AnswerBuilder::fail(WorkerFault fault, const QString &detail, int line)
{
    if (!m_answer.failure)
        m_answer.failure = {fault, detail.left(core::largestMessages), line};
}

} // namespace sluice::app
