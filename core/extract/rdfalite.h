// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/structureddata.h"

namespace sluice::core {

/// The items that a document describes in RDFa Lite 1.1 (vocab, typeof, property, resource, prefix), read as RDFa Core
/// 1.1, 7.5 and HTML+RDFa 1.1 say; also about, content, datetime, href and src, which pages write beside them. What is
/// said of one resource in several places is one item. What is said of the page itself outside of any typed element is
/// an item with the page's URL; <meta property> with Open Graph's prefixes is left to Open Graph.
[[nodiscard]] QList<StructuredItem> readRdfaLite(const Document &document, const WebUrl &base);

} // namespace sluice::core
