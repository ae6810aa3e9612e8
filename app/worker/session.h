// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/program.h"
#include "app/worker/watchdog.h"

#include <QHash>

#include <functional>
#include <list>

namespace sluice::app {

/// Answers batches. Keeps the programs of the last ones compiled.
class Session final
{
public:
    /// Takes frames, in order. False: nobody listens any more.
    using Send = std::function<bool(const QByteArray &frame)>;

    explicit Session(Send send)
        : m_send(std::move(send))
    {}

    [[nodiscard]] bool handle(const core::WorkerBatch &batch);

private:
    struct Known
    {
        core::WorkerProgram program;
        std::unique_ptr<Program> loaded;
    };
    [[nodiscard]] core::Result<Program *, core::WorkerFailure> programOf(const core::WorkerBatch &batch);
    [[nodiscard]] LoadedProgram load(const core::WorkerBatch &batch);

    void renewFor(const QStringList &libraries);

    Send m_send;
    Watchdog m_watchdog;
    std::list<Known> m_known;               ///< the one used last in front
    QHash<QString, QByteArray> m_libraries; ///< path → what its file was when it was loaded
};

} // namespace sluice::app
