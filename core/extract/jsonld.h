// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/structureddata.h"

namespace sluice::core {

/// Adds the nodes of the ld+json blocks (JSON-LD 1.1, without fetching or applying any context) to `data`, and the
/// blocks that are broken as problems.
void readJsonLd(const QList<EmbeddedBlock> &blocks, StructuredData &data);

} // namespace sluice::core
