// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QStringList>

#include <chrono>
#include <optional>

namespace sluice::core {

/// What a user's program is.
enum class WorkerMode : std::uint8_t {
    Jq,       ///< a jq program; a page's content is one JSON text, its values are the program's results
    Script,   ///< JavaScript with parse(page); the values are rows, JSON objects
    Plugin,   ///< the parser of a shared library (resources/sdk/sluice_parser.h); the values are rows
    Function, ///< a function that a library exports for compiled use; content is a JSON array of arguments
};

/// What sluice-worker runs. Compiled once per worker and kept there.
struct WorkerProgram
{
    WorkerMode mode = WorkerMode::Jq;
    QString source;      ///< jq program or script; Function: the function's name
    QString name;        ///< what errors call it: a file, a field; may be empty
    QStringList plugins; ///< absolute paths; Plugin: the first one's parser; Script: their functions are native.NAME()

    bool operator==(const WorkerProgram &) const = default;
};

/// One page as user code sees it.
struct WorkerPage
{
    QByteArray url; ///< its own address, after redirects
    int status = 0; ///< 0: not from the network
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray content; ///< UTF-8: HTML, or what WorkerMode says

    bool operator==(const WorkerPage &) const = default;
};

struct WorkerLimits
{
    std::chrono::milliseconds pageTime{10'000}; ///< wall clock for one page, and for compiling the program
    qint64 answerBytes = 16 << 20;              ///< all values of one page together
    int values = 10'000;                        ///< per page, as for links to follow

    bool operator==(const WorkerLimits &) const = default;
};

enum class WorkerFault : std::uint8_t {
    NoWorker,   ///< sluice-worker is missing or does not start
    BadProgram, ///< does not compile, is refused by name, or the plug-in is not one
    Failed,     ///< the program ran and reported or threw an error
    Timeout,    ///< beyond WorkerLimits::pageTime; ended
    Memory,     ///< beyond the worker's memory limit; ended
    Crashed,    ///< the process died; the detail names the signal
    TooLarge,   ///< beyond WorkerLimits::answerBytes or values
    Cancelled,  ///< the caller, or the pool's end
};

struct WorkerFailure
{
    WorkerFault kind = WorkerFault::Failed;
    QString detail;
    int line = 0; ///< in the program's source, from 1; 0 = unknown

    bool operator==(const WorkerFailure &) const = default;
};

/// What one page gave. With a failure there may still be messages, and the values from before it.
struct WorkerAnswer
{
    QList<QByteArray> values; ///< JSON texts
    QList<QByteArray> follow; ///< absolute URLs named with page.follow(), each once
    QStringList messages;     ///< console.log() and the like, at most 64 KiB
    std::optional<WorkerFailure> failure;

    bool operator==(const WorkerAnswer &) const = default;
};

/// Pages for a program. Without pages it is only compiled, which tells what is wrong with it.
struct WorkerBatch
{
    WorkerProgram program;
    QList<WorkerPage> pages;
    WorkerLimits limits;
    CancelToken cancel; ///< ends what is under way as well
    /// Batches with the same number, other than 0, are one page's: what takes too long or too much memory in one of
    /// them ends them all.
    quint64 page = 0;
};

/// One answer per page in the batch's order, or why no page could be tried at all.
using WorkerOutcome = Result<QList<WorkerAnswer>, WorkerFailure>;

} // namespace sluice::core
