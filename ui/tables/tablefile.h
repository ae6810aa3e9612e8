// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QVariant>

namespace sluice::ui {

/// A table as it goes to a file: titles, and rows × cells, all rows as long as the titles. Numbers are written without
/// locale, times as ISO 8601.
struct TableText
{
    QList<QVariant> titles;
    QList<QList<QVariant>> rows;
};

/// Writes a CSV file (RFC 4180, UTF-8, formula guard on) which takes its name once it is whole. Blocks; call it off the
/// window's thread. Refuses the files of the project at `project`, which may be empty. The error is a sentence that
/// names the file.
[[nodiscard]] core::Result<void, QString> writeTable(const TableText &table, const QString &path,
                                                     const QString &project);

} // namespace sluice::ui
