// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace sluice::app {

/// Takes from this process what user code has no business with: `memory` bytes of address space, no files to write,
/// few open ones, no core dumps, no new privileges, no new processes; it dies with its parent. Call it once all threads
/// run.
void limitProcess(qint64 memory);

/// Where memory runs out in this process it ends with memoryExitCode, however the code at work takes it.
void reportLackOfMemory();

/// A backstop for the time limit that needs nobody to be awake: the kernel ends the process once it has used so much
/// more processor time.
void limitProcessorTime(std::chrono::milliseconds time);

/// Bytes of address space in use.
[[nodiscard]] qint64 memoryInUse();

/// Keeps standard input and output for frames, under other numbers, and puts /dev/null in their place, so that what
/// user code prints cannot get among them.
struct FrameDescriptors
{
    int input = -1;
    int output = -1;
};
[[nodiscard]] FrameDescriptors claimStandardStreams();

} // namespace sluice::app
