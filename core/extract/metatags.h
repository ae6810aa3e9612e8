// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/structureddata.h"

namespace sluice::core {

/// Whether a meta name or property belongs to Open Graph or one of the vocabularies that are used with it (og:,
/// article:, book:, profile:, video:, music:, product:, fb:, al:) or to Twitter cards.
[[nodiscard]] bool isSocialProperty(const QString &name);

/// What the page says in Open Graph tags, in Twitter tags and otherwise in its head, an item each; none where there is
/// nothing. Both name and property are taken for either vocabulary. Of the rest, properties are called "title", "lang",
/// "charset", "canonical", by a meta's name in lower case, "http-equiv:NAME", "itemprop:NAME" (outside of items), or
/// "link:RELATION"; links are resolved.
[[nodiscard]] QList<StructuredItem> readMetaTags(const Document &document, const WebUrl &base);

} // namespace sluice::core
