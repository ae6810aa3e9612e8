// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace sluice::app {

/// Bytes of memory that the process holds and no file backs, shared ones included; 0 where it cannot be told.
[[nodiscard]] qint64 memoryOf(qint64 processId);
[[nodiscard]] qint64 ownMemory();
/// The ids of all processes below this one; none where the system does not tell.
[[nodiscard]] QList<qint64> ownDescendants();
/// Ends it at once; only for processes of this one's engine.
void endProcess(qint64 processId);

} // namespace sluice::app
