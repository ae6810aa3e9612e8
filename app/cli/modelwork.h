// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/base/ask.h"
#include "core/base/interrupt.h"
#include "core/base/whendone.h"
#include "core/learn/forestfit.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QObject>

#include <optional>

namespace sluice::app {

/// "training 2 of 5, round 120 of 500, loss 0.4012, validation 0.4511, 85 rounds/s, at most 0:12 left": the rate and the
/// end are those after `elapsedMs` of this training.
[[nodiscard]] QString trainingText(const core::TrainingProgress &progress, qint64 elapsedMs);

/// Long work of a subcommand on a thread of its own, while this one looks after signals and shows how it stands: on a
/// terminal one line that is written over, else a line every few seconds.
class ModelWork final : public QObject
{
public:
    explicit ModelWork(Console &console);
    ~ModelWork() override;

    /// Asked to stop from the first signal on; how training stands is shown.
    [[nodiscard]] core::TrainingGround ground();
    [[nodiscard]] core::CancelToken token() const { return m_interrupt.token(); }

    /// Runs `work()` off this thread and waits for its answer.
    template <typename Work>
    [[nodiscard]] auto run(Work work) -> std::invoke_result_t<Work>
    {
        using Answer = std::invoke_result_t<Work>;
        std::optional<Answer> answer;
        QEventLoop loop;
        core::whenDone(core::inBackground(std::move(work)), &loop, [&](Answer done) {
            answer = std::move(done);
            loop.quit();
        });
        loop.exec();
        clear();
        return std::move(*answer);
    }

    /// Tells it; returns the exit code.
    [[nodiscard]] int failed(const core::LearnFailure &failure);
    [[nodiscard]] double seconds() const { return double(m_since.elapsed()) / 1'000; }

private:
    void show(const core::TrainingProgress &progress);
    void clear();

    Console &m_console;
    core::Interrupt m_interrupt;
    QElapsedTimer m_since;
    QElapsedTimer m_sincePart;
    qint64 m_shownAt = 0;
    int m_part = 0;
    int m_lastRound = 0;
    bool m_isShown = false;
};

} // namespace sluice::app
