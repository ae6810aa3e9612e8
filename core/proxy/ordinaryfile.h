// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>

namespace sluice::core {

/// What was read of a file.
struct OrdinaryFile
{
    QByteArray bytes;
    bool isCut = false; ///< there was more
    QString trouble;    ///< why there is nothing, naming the file; empty where it could be read
};

/// Reads at most `cap` bytes, piece by piece until `isStopped`. Files that may never end or never begin are refused:
/// pipes, devices, and those in which the system tells of itself (/proc and its like).
[[nodiscard]] OrdinaryFile readOrdinaryFile(const QString &path, qint64 cap, const std::atomic_bool &isStopped);

} // namespace sluice::core
