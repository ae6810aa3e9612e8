// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/structureddata.h"

namespace sluice::core {

/// The top-level Microdata items of a document in document order (HTML Standard, chapter 5: the properties of an item
/// as 5.2.5 finds them, itemref and cycles included; values as 5.2.4 says).
[[nodiscard]] QList<StructuredItem> readMicrodata(const Document &document, const WebUrl &base);

} // namespace sluice::core
