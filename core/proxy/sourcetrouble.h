// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxylisting.h"

namespace sluice::core {

/// `source` after it gave `listing`: its counts, its layout as it is kept, and what is wrong with it, if anything.
/// `isCut`: only the beginning of what it sent was read.
[[nodiscard]] ProxySourceRecord sourceAfter(ProxySourceRecord source, const ProxyListing &listing, bool isCut);

/// `source` after nothing came of it, for that reason. Its layout stays: it is what it last looked like.
[[nodiscard]] ProxySourceRecord failedSource(ProxySourceRecord source, const QString &reason);

/// What is wrong with a source's location; empty = an http or https address without credentials, or a file's path.
[[nodiscard]] QString locationTrouble(const QString &location);
[[nodiscard]] bool isWebLocation(const QString &location);

/// The type of entries that name none, as the location tells it ("…/socks5.txt"); Http where it does not.
[[nodiscard]] ProxyType fallbackTypeOf(const QString &location);

} // namespace sluice::core
