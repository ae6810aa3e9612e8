// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/exportjob.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 progressEveryMs = 100;

} // namespace

ExportJob::ExportJob(QObject *parent)
    : QObject(parent)
    , m_thread(u"export"_s, [] { return std::make_unique<Worker>(); })
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
    const auto answer = core::ask(
        m_thread, [request, write, token = m_cancel.token(), tell](Worker &) { return write(request, token, tell); });
    core::whenDone(answer, this, [this](const core::Result<core::ExportSummary, core::ExportFailure> &result) {
        m_isRunning = false;
        if (result)
            Q_EMIT finished(*result);
        else
            Q_EMIT failed(result.error());
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
