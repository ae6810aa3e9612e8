// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/frames.h"
#include "core/extract/workertypes.h"

#include <QByteArrayView>

#include <variant>

namespace sluice::core {

/// What passes between the application and sluice-worker, in frames: one batch goes in; out come WorkerLoaded or
/// WorkerRefused, then one WorkerAnswer for each page as soon as it is done, then WorkerDone. So whoever waits knows at
/// which page a worker died.
inline constexpr qsizetype largestRequest = 1 << 30;
/// Beyond WorkerLimits::answerBytes a reply has links, messages and its own framing.
inline constexpr qint64 replyOverhead = 8 << 20;
inline constexpr qsizetype largestMessages = 64 << 10;
inline constexpr qsizetype largestFollow = 2 << 20;

/// How sluice-worker ends when it cannot go on.
inline constexpr int memoryExitCode = 86;
inline constexpr int protocolExitCode = 87;
/// A plug-in has been built anew, and only a new process can load it.
inline constexpr int renewExitCode = 88;

struct WorkerLoaded
{};
struct WorkerRefused
{
    WorkerFailure failure;
};
struct WorkerDone
{
    qint64 memory = 0; ///< bytes of address space in use; a worker that has grown is replaced
};
using WorkerReply = std::variant<WorkerLoaded, WorkerRefused, WorkerAnswer, WorkerDone>;

/// Frame head included. `cancel` stays behind.
[[nodiscard]] QByteArray encodeBatch(const WorkerBatch &batch, qsizetype firstPage, qsizetype pageCount);
/// The payload of a frame; nothing where it is no batch.
[[nodiscard]] std::optional<WorkerBatch> decodeBatch(const QByteArray &payload);

[[nodiscard]] QByteArray encodeReply(const WorkerReply &reply);
[[nodiscard]] std::optional<WorkerReply> decodeReply(const QByteArray &payload);

} // namespace sluice::core
