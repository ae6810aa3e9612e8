// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <QObject>

namespace sluice::core {

/// What a program ends with that a signal stopped: 128 + SIGINT, as shells have it.
inline constexpr int interruptedExitCode = 130;

/// SIGINT, SIGTERM and SIGHUP (the terminal was closed) as a Qt signal, from construction until destruction. The second one ends the program at once
/// with interruptedExitCode. One at a time.
class Interrupt final : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    [[nodiscard]] bool isRequested() const;
    /// Cancelled from the first signal on, also while the event loop stands still.
    [[nodiscard]] CancelToken token() const;

Q_SIGNALS:
    void requested();

private:
    void readPipe();
};

} // namespace sluice::core
