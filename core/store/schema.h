// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sluice::core {

/// The version that this build writes (PRAGMA user_version).
inline constexpr int schemaVersion = 1;

/// The SQL that makes an empty project of schemaVersion, with comments that document every table: what
/// `sluice-cli schema project` prints.
[[nodiscard]] QByteArray projectSchemaSql();

} // namespace sluice::core
