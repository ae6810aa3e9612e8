// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QVariant>

namespace sluice::ui {

/// One cell for the clipboard as spreadsheets read tab-separated text: quoted where it has a tab, a line break or a
/// quote; text that a spreadsheet would run as a formula gets a leading ' unless it is a number. Numbers are written
/// without locale.
[[nodiscard]] QString tsvCell(const QVariant &value);

/// One line of cells, without line break.
[[nodiscard]] QString tsvLine(const QList<QVariant> &cells);

} // namespace sluice::ui
