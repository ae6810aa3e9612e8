// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/extract/datereader.h"
#include "core/extract/fieldvalue.h"
#include "core/extract/numberreader.h"

namespace sluice::core {

/// What transforms and column types make of a value that is not empty. The error says what was expected: "'x' is not a
/// number".
[[nodiscard]] Result<FieldValue, QString> numberValue(const FieldValue &value, NumberStyle style);
/// Of an element its datetime attribute, if it has one, else of the text.
[[nodiscard]] Result<FieldValue, QString> dateValue(const FieldValue &value, DateOrder order,
                                                    const ValueContext &context);
/// Of an element its href, src and so on, else of the text; absolute.
[[nodiscard]] Result<FieldValue, QString> urlValue(const FieldValue &value, const ValueContext &context);
/// As urlValue(); of an element what shows the picture best: the largest of srcset, data-src, src.
[[nodiscard]] Result<FieldValue, QString> imageValue(const FieldValue &value, const ValueContext &context);
/// The element with its tags; of what is none, the text as it is.
[[nodiscard]] FieldValue htmlValue(const FieldValue &value, const ValueContext &context);

} // namespace sluice::core
