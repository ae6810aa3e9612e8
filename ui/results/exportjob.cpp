// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/exportjob.h"

#include "core/batch/callbacks.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 progressEveryMs = 100;

} // namespace

ExportJob::ExportJob(QObject *parent)
    : QObject(parent)
{}

ExportJob::~ExportJob()
{
    m_cancel.cancel();
}

void ExportJob::start(const core::ExportRequest &request, Write write)
{
    m_cancel = {};
    m_isRunning = true;
    // The thread is a member: it ends before this does, so the pointer outlives its use there.
    const auto tell = [this, last = QElapsedTimer()](qint64 rows, qint64 total) mutable {
        if (last.isValid() && last.elapsed() < progressEveryMs && rows < total)
            return;
        last.start();
        QMetaObject::invokeMethod(
            this, [this, rows, total] { tellProgress(rows, total); }, Qt::QueuedConnection);
    };
    using Written = std::invoke_result_t<Write, core::ExportRequest, core::CancelToken, core::ExportProgress>;
    auto work = [request, write, token = m_cancel.token(), tell] { return write(request, token, tell); };
    core::addDoneCallback(m_thread.submit(std::move(work)), this, [this](const core::OutcomeOf<Written> &outcome) {
        m_isRunning = false;
        if (outcome)
            return Q_EMIT finished(*outcome);
        const auto &failure = outcome.error();
        Q_EMIT failed(failure.error.value_or(core::ExportFailure{core::ExportFault::Target, failure.detail}));
    });
}

void ExportJob::cancel()
{
    m_cancel.cancel();
}

void ExportJob::tellProgress(qint64 rows, qint64 total)
{
    if (m_isRunning)
        Q_EMIT progressed(rows, total);
}

} // namespace sluice::ui
