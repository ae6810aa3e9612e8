// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/threadpool.h"
#include "core/exporting/exporter.h"

#include <QObject>

namespace sluice::ui {

/// One export at a time, on a thread of its own. Destroying it cancels and waits for the thread.
class ExportJob final : public QObject
{
    Q_OBJECT

public:
    /// Writes what a request asks for: core::exportRows and its like.
    using Write = core::Result<core::ExportSummary, core::ExportFailure> (*)(const core::ExportRequest &,
                                                                             const core::CancelToken &,
                                                                             const core::ExportProgress &);

    explicit ExportJob(QObject *parent = nullptr);
    ~ExportJob() override;

    void start(const core::ExportRequest &request, Write write = &core::exportRows);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    /// Rows written of rows in all; ten times a second at most.
    void progressed(qint64 rows, qint64 total);
    void finished(const sluice::core::ExportSummary &summary);
    /// Also sent after cancel(), with ExportFault::Cancelled.
    void failed(const sluice::core::ExportFailure &failure);

private:
    void tellProgress(qint64 rows, qint64 total);

    core::CancelSource m_cancel;
    bool m_isRunning = false;
    core::ThreadPool m_thread{1}; ///< last: it waits for what has begun
};

} // namespace sluice::ui
