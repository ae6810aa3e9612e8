// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sluice::app {

/// Bytes of memory that the process holds and no file backs; 0 where it cannot be told.
[[nodiscard]] qint64 memoryOf(qint64 processId);
/// Ends it at once; only for processes of this one's engine.
void endProcess(qint64 processId);

} // namespace sluice::app
