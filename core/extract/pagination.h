// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/fieldspec.h"
#include "core/extract/nodequery.h"

#include <QList>

namespace sluice::core {

/// Where a next-page rule leads: the addresses of the links that it finds (of another element, of the first link in it)
/// or of the attributes and texts, each once, none that is the page itself. What is no web address is left out.
[[nodiscard]] QList<WebUrl> linkedPages(const NodeQuery &query, PageContent &page);

/// The URLs of numbered pages in their order, resolved against `base` (which may be empty). The error names what is
/// wrong with the pattern or the numbers; at most 100,000 pages.
[[nodiscard]] Result<QList<WebUrl>, QString> numberedPages(const NumberedPages &pages, const WebUrl &base);

} // namespace sluice::core
