// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

/// The errors of single rows. A page's error is that of all its rows, unless they say otherwise themselves: in a member
/// of their JSON object that is no column.
namespace sluice::core {

/// Name of that member. It begins with U+0001, so that no column is called so.
[[nodiscard]] const QString &rowErrorKey();

/// The row (a JSON object) with an error of its own; an empty one says that its page's error is not the row's.
[[nodiscard]] QByteArray withRowError(const QByteArray &row, const QString &error);
/// Without that member.
[[nodiscard]] QByteArray withoutRowError(const QByteArray &row);
/// None: the row's error is its page's.
[[nodiscard]] std::optional<QString> rowErrorOf(const QByteArray &row);

} // namespace sluice::core
