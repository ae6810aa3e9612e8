// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/url/weburl.h"

#include <QList>

namespace sluice::core {

/// A link that cannot be fetched: its text as written (trimmed, at most 2,048 bytes) and why.
struct RefusedLink
{
    QByteArray text;
    UrlFailure reason;

    bool operator==(const RefusedLink &) const = default;
};

/// The links of one page in document order, each once.
struct FoundLinks
{
    QList<WebUrl> web;
    QList<RefusedLink> refused; ///< mailto:, javascript:, broken ones …

    bool operator==(const FoundLinks &) const = default;
};

/// The URL that the page's relative URLs resolve against: its first <base href> where that is http or https, else
/// `url`.
[[nodiscard]] WebUrl documentBase(const Document &document, const WebUrl &url);

/// The href of a and area and the src of frame and iframe, resolved. `url` is the page's own address.
[[nodiscard]] FoundLinks findLinks(const Document &document, const WebUrl &url);

} // namespace sluice::core
