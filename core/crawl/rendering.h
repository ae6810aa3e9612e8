// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagefetcher.h"
#include "core/crawl/parsetask.h"
#include "core/crawl/renderlearning.h"

#include <optional>

/// When a crawl renders a page, and whether it can.
namespace sluice::core {

/// A page as HTTP gave it, kept while it is rendered.
struct PlainPage
{
    FetchedPage page; ///< without its body
    ParsedPage parsed;
};

/// Whether the rules came away from an HTML page with nothing, or without what a column requires. Without rules: whether
/// the page is nothing but scripts.
[[nodiscard]] bool findsNothing(const CrawlSpec &spec, const ParsedPage &page, bool isDetail);

/// Whether a crawl that renders where it must has to render this page: it findsNothing(), or lacks what rendering may
/// bring after all that was learnt.
[[nodiscard]] bool isToBeRendered(const CrawlSpec &spec, const ParsedPage &page, bool isDetail,
                                  RenderLearning &learning);

/// A problem where the crawl renders and sluice-render is missing.
[[nodiscard]] std::optional<SpecProblem> renderProblem(const CrawlSpec &spec);

} // namespace sluice::core
