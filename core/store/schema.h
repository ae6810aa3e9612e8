// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace sluice::core {

/// The version that this build writes (PRAGMA user_version).
inline constexpr int schemaVersion = 5;

/// The SQL that makes an empty project of schemaVersion, with comments that document every table: what
/// `sluice-cli schema project` prints.
[[nodiscard]] QByteArray projectSchemaSql();
/// The names of the tables that SQL like that makes.
[[nodiscard]] QStringList tablesMadeBy(const QByteArray &sql);

} // namespace sluice::core
