// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/session.h"

#include "app/worker/functionprogram.h"
#include "app/worker/jqprogram.h"
#include "app/worker/limits.h"
#include "app/worker/pluginprogram.h"
#include "app/worker/scriptprogram.h"
#include "core/extract/workerprotocol.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

#include <unistd.h>

namespace sluice::app {

namespace {

/// A crawl has a few field rules in jq and one script.
constexpr std::size_t mostPrograms = 32;

QByteArray stampOf(const QString &path)
{
    const QFileInfo file(path);
    return QByteArray::number(file.size()) + ' ' + QByteArray::number(file.lastModified().toMSecsSinceEpoch());
}

} // namespace

bool Session::handle(const core::WorkerBatch &batch)
{
    limitProcessorTime(batch.limits.pageTime);
    const auto program = programOf(batch);
    if (!program)
        return m_send(core::encodeReply(core::WorkerRefused{program.error()}));
    if (!m_send(core::encodeReply(core::WorkerLoaded())))
        return false;
    for (const core::WorkerPage &page : batch.pages) {
        limitProcessorTime(batch.limits.pageTime);
        if (!m_send(core::encodeReply((*program)->run(page, batch.limits))))
            return false;
    }
    return m_send(core::encodeReply(core::WorkerDone{memoryInUse()}));
}

core::Result<Program *, core::WorkerFailure> Session::programOf(const core::WorkerBatch &batch)
{
    renewFor(batch.program.plugins);
    const auto isSame = [&batch](const Known &each) { return each.program == batch.program; };
    const auto known = std::ranges::find_if(m_known, isSame);
    if (known != m_known.end()) {
        m_known.splice(m_known.begin(), m_known, known);
        return m_known.front().loaded.get();
    }
    LoadedProgram loaded = load(batch);
    if (!loaded)
        return tl::make_unexpected(loaded.error());
    m_known.push_front({batch.program, std::move(*loaded)});
    if (m_known.size() > mostPrograms)
        m_known.pop_back();
    return m_known.front().loaded.get();
}

/// dlopen() gives the old library for the old path, so the process ends, and its successor has the new one.
void Session::renewFor(const QStringList &libraries)
{
    for (const QString &path : libraries) {
        const QByteArray stamp = stampOf(path);
        if (m_libraries.value(path, stamp) != stamp)
            _exit(core::renewExitCode);
        m_libraries.insert(path, stamp);
    }
}

LoadedProgram Session::load(const core::WorkerBatch &batch)
{
    switch (batch.program.mode) {
    case core::WorkerMode::Jq:
        return loadJqProgram(batch.program);
    case core::WorkerMode::Script:
        return loadScriptProgram(batch.program, batch.limits, m_watchdog);
    case core::WorkerMode::Plugin:
        return loadPluginProgram(batch.program);
    case core::WorkerMode::Function:
        return loadFunctionProgram(batch.program);
    }
    return refusal({});
}

} // namespace sluice::app
