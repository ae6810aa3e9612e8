// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sluice::core {

enum class LineFileFault { Unreadable, TooLarge, NotText };
using LineFileFailure = Failure<LineFileFault>; ///< the detail names the file

struct FileLine
{
    QString text;
    int number = 0; ///< from 1

    bool operator==(const FileLine &) const = default;
};

/// The lines of a UTF-8 text, trimmed; blank ones and those that begin with '#' are left out, and counted. A byte order
/// mark is skipped.
[[nodiscard]] QList<FileLine> linesOf(QByteArrayView text);

/// A whole file of at most 1 GiB. Blocks.
[[nodiscard]] Result<QByteArray, LineFileFailure> readWholeFile(const QString &path);

/// A whole file of at most `most` bytes that is text in UTF-8. Blocks.
[[nodiscard]] Result<QByteArray, LineFileFailure> readTextFile(const QString &path, qint64 most);

/// The lines of a text file in UTF-8, as linesOf() gives them. Blocks.
[[nodiscard]] Result<QList<FileLine>, LineFileFailure> readLines(const QString &path, qint64 most = qint64(1) << 30);

} // namespace sluice::core
