// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>
#include <QVariant>

class QJsonValue;

namespace sluice::core {

/// A value of a row as a cell: arrays and objects as JSON text, null and undefined as none.
[[nodiscard]] QVariant cellOf(const QJsonValue &value);

/// A cell as text, the same in tables, filters and files: numbers without locale and exponent where that is readable,
/// true and false, empty for none.
[[nodiscard]] QString shownText(const QVariant &cell);

/// Whether all of `text` is a decimal number: sign, digits with an optional point, exponent.
[[nodiscard]] bool isNumberText(QStringView text);

/// A time in ms since 1970 as ISO 8601 UTC: "2026-01-01T12:00:00.000Z".
[[nodiscard]] QString isoTime(qint64 utcMs);

} // namespace sluice::core
