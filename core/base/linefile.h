// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sluice::app {

struct FileLine
{
    QString text;
    int number = 0; ///< from 1
};

/// The lines of a UTF-8 text file, trimmed; blank ones and those that begin with '#' are left out.
[[nodiscard]] core::Result<QList<FileLine>, QString> readLines(const QString &path);

/// A whole file of at most 1 GiB. The error names it.
[[nodiscard]] core::Result<QByteArray, QString> readWholeFile(const QString &path);

} // namespace sluice::app
