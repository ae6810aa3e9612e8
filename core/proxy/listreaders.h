// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/listingbuilder.h"

#include <optional>

/// The readers behind readProxyList(), one for each kind of list. All take UTF-8.
namespace sluice::core {

/// The longest line, cell or word that can be a proxy.
inline constexpr qsizetype maximumListText = 2048;

/// An HTML page: its best table, and pairs of host and port in the text beside it.
[[nodiscard]] ProxyListing readHtmlListing(const QByteArray &utf8, ProxyType fallback);
/// JSON, or lines of JSON; nothing where it is none.
[[nodiscard]] std::optional<ProxyListing> readJsonListing(const QByteArray &utf8, ProxyType fallback);
/// Plain text, CSV and tab-separated tables among it.
[[nodiscard]] ProxyListing readTextListing(const QByteArray &utf8, ProxyType fallback);

/// Takes what looks like proxies out of prose; the other words are no mistake.
void readProse(ListingBuilder &builder, const QString &text);

} // namespace sluice::core
