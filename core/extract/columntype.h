// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/extract/fieldvalue.h"

#include <QStringList>

#include <optional>

namespace sluice::core {

/// What a column holds. In rows: text, url, image, html and date are strings, number and price are numbers.
enum class ColumnType : std::uint8_t {
    Text,
    Number,
    Price, ///< a number; the currency is dropped
    Date,  ///< ISO 8601: a day or a point in time
    Url,   ///< absolute; of an element without attribute its href (src, data, content …)
    Image, ///< absolute; of an element the largest of srcset, else data-src, src, content …
    Html,  ///< the element with its tags
};

/// "text", "number" …, in the order of ColumnType.
[[nodiscard]] const QStringList &columnTypeNames();
[[nodiscard]] std::optional<ColumnType> columnTypeFromName(const QString &name);

/// `value` as the type has it; a null value where there is nothing in it. The error says why it cannot be: "'x' is not
/// a number".
[[nodiscard]] Result<FieldValue, QString> convertValue(const FieldValue &value, ColumnType type,
                                                       const ValueContext &context);

} // namespace sluice::core
