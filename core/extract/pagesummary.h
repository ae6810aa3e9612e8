// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/url/weburl.h"

#include <QString>

namespace sluice::core {

/// What the default row says of a page's content. White space folded, each at most 4,096 characters; empty = absent.
struct PageSummary
{
    QString title;       ///< first <title> of the HTML namespace
    QString h1;          ///< first <h1>
    QString description; ///< <meta name=description>
    QString canonical;   ///< <link rel=canonical>, resolved

    bool operator==(const PageSummary &) const = default;
};

/// `base` as documentBase() gives it.
[[nodiscard]] PageSummary summarize(const Document &document, const WebUrl &base);

} // namespace sluice::core
