// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/interrupt.h"
#include "core/detect/detectionmatrix.h"
#include "core/detect/detectionservice.h"
#include "core/exporting/exporttarget.h"

#include <optional>

namespace sluice::app {

/// `sluice --detection-report FILE`: sends every browser there is to the detection laboratory and writes the matrix,
/// without a screen. Progress goes to standard error. A file that cannot be written is told of before any browser
/// starts.
class DetectionReport final : public QObject
{
    Q_OBJECT

public:
    explicit DetectionReport(QString path, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// With the program's exit code: 0, 3 if the file could not be written, 130 if interrupted (then none is).
    void finished(int code);

private:
    void take(const core::ProfileResult &result);
    void write();
    void fail(const QString &reason);

    QString m_path;
    std::unique_ptr<core::ExportTarget> m_target;
    core::SystemClock m_clock;
    core::Interrupt m_interrupt;
    core::DetectionMatrix m_matrix;
    core::DetectionService m_service;
    int m_done = 0;
    bool m_isEnded = false;
};

/// The whole program where the arguments ask for the report; its exit code. Nothing where they do not.
[[nodiscard]] std::optional<int> reportWithoutScreen(int &argc, char **argv);

} // namespace sluice::app
