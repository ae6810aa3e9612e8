// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/structureddata.h"

namespace sluice::core {

/// Open Graph tags, in document order, as JSON by ogp.me's "Structured Properties" and "Arrays": {name: [values]}. A
/// value that properties such as og:image:width follow is an object with these under their last names ("width"), and
/// itself under "url"; for one that is no URL (og:locale), under "content".
[[nodiscard]] QJsonObject openGraphJson(const QList<StructuredValue> &tags);

} // namespace sluice::core
