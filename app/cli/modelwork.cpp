// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelwork.h"

#include "app/cli/progressline.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

QString trainingText(const core::TrainingProgress &progress, qint64 elapsedMs)
{
    QString text;
    if (progress.parts > 1)
        text = u"training %1 of %2, "_s.arg(progress.part).arg(progress.parts);
    text += u"round %1 of %2, loss %3"_s.arg(QString::number(progress.round), QString::number(progress.rounds),
                                             QString::number(progress.trainingLoss, 'f', 4));
    if (progress.validationLoss)
        text += u", validation %1"_s.arg(*progress.validationLoss, 0, 'f', 4);
    if (elapsedMs > 0 && progress.round > 0) {
        const qint64 left = qint64(progress.rounds - progress.round) * elapsedMs / progress.round;
        text += u", %1 rounds/s, at most %2 left"_s.arg(
            QString::number(double(progress.round) * 1'000 / double(elapsedMs), 'f', 1), durationText(left));
    }
    return text;
}

ModelWork::ModelWork(Console &console)
    : m_console(console)
{
    m_since.start();
    m_console.setGiveUp([this] { return m_interrupt.isRequested(); });
}

ModelWork::~ModelWork()
{
    m_console.setGiveUp({});
}

core::TrainingGround ModelWork::ground()
{
    return {m_interrupt.token(), [this](const core::TrainingProgress &progress) {
                QMetaObject::invokeMethod(
                    this, [this, progress] { show(progress); }, Qt::QueuedConnection);
            }};
}

void ModelWork::show(const core::TrainingProgress &progress)
{
    constexpr qint64 terminalIntervalMs = 100;
    constexpr qint64 fileIntervalMs = 5'000;
    if (progress.part != m_part || progress.round < m_lastRound)
        m_sincePart.start();
    m_part = progress.part;
    m_lastRound = progress.round;
    const bool isTerminal = m_console.isErrorTerminal();
    if (m_since.elapsed() - m_shownAt < (isTerminal ? terminalIntervalMs : fileIntervalMs))
        return;
    m_shownAt = m_since.elapsed();
    const QString text = trainingText(progress, m_sincePart.elapsed());
    if (isTerminal)
        m_console.showStatus(text);
    else
        m_console.writeError(text.toUtf8() + '\n');
    m_isShown = isTerminal;
}

void ModelWork::clear()
{
    if (m_isShown)
        m_console.clearStatus();
    m_isShown = false;
}

int ModelWork::failed(const core::LearnFailure &failure)
{
    switch (failure.kind) {
    case core::LearnFault::Source:
    case core::LearnFault::Table:
    case core::LearnFault::Options:
    case core::LearnFault::Model:
        return m_console.refuse(failure.detail);
    case core::LearnFault::Output:
        return m_console.storageTrouble(failure.detail);
    case core::LearnFault::Library:
        m_console.complain(failure.detail);
        return SourceFailed;
    case core::LearnFault::Cancelled:
        m_console.complain(u"interrupted; nothing was written"_s);
        return Interrupted;
    }
    Q_UNREACHABLE();
}

} // namespace sluice::app
