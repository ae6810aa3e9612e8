// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/httpserver.h"

namespace sluice::core {

/// The figures of the demo site, which its pages, its tests and the README agree on.
struct DemoFigures
{
    int items = 1'000;
    int brokenLinks = 10;
    int slowPages = 5;
    int itemsPerPage = 20;

    bool operator==(const DemoFigures &) const = default;
};

/// A little shop, generated deterministically: the same bytes on every machine. / links to categories, categories
/// paginate, every item has a page with name, price, sku, category, in_stock, rating, description and image; there are
/// robots.txt, sitemap.xml, a search, a login, broken links and slow pages.
class DemoSite final
{
public:
    explicit DemoSite(DemoFigures figures = {});

    /// Answers one request; a value in, a value out.
    [[nodiscard]] ServeResponse answer(const ServeRequest &request) const;
    [[nodiscard]] const DemoFigures &figures() const { return m_figures; }
    /// How many pages a crawl from / finds with status 200, HTML ones.
    [[nodiscard]] int reachablePages() const;

private:
    DemoFigures m_figures;
};

} // namespace sluice::core
