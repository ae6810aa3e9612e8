// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/httpserver.h"

#include <memory>

namespace sluice::core {

class DemoPages;
class DemoMap;

/// The figures of the demo site, which its pages, its tests and the README agree on.
struct DemoFigures
{
    int items = 1'000; ///< at least 1
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
    [[nodiscard]] const DemoFigures &figures() const;
    /// How many pages a crawl from / finds with status 200, HTML ones, that obeys robots.txt and submits no form. The
    /// search is allowed and still finite: it links to a fixed list of popular searches, and results link to items
    /// alone.
    [[nodiscard]] int reachablePages() const;

private:
    [[nodiscard]] ServeResponse get(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse post(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse fixedPage(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse category(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse item(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse picture(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse story(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse sitemap(const ServeRequest &request) const;
    [[nodiscard]] ServeResponse notFound(const ServeRequest &request) const;

    std::shared_ptr<const DemoMap> m_map;
    std::shared_ptr<const DemoPages> m_pages;
};

} // namespace sluice::core
