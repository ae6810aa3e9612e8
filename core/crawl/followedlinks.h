// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/weburl.h"

#include <QHash>
#include <QList>

#include <vector>

namespace sluice::core {

/// Which links of a batch's pages are followed: those up to a depth, which is the shortest way to a page, in whatever
/// order the pages come. A page that was too deep to be followed is, once a shorter way to it is found.
class FollowedLinks final
{
public:
    struct Found
    {
        WebUrl url;
        int depth = 0;
    };

    /// `maximumDepth`: of pages that are asked for; those of the list have depth 0.
    explicit FollowedLinks(int maximumDepth)
        : m_maximumDepth(maximumDepth)
    {}

    void addListed(const QList<WebUrl> &urls);
    /// What `page` links to; gives what is to be asked for by that, each URL once in all.
    [[nodiscard]] QList<Found> add(const WebUrl &page, const QList<WebUrl> &links);
    /// Of a page as far as is known; -1: it is not.
    [[nodiscard]] int depth(const WebUrl &page) const;

private:
    using Index = qsizetype;
    struct Page
    {
        WebUrl url;
        int depth = 0;
        bool isAskedFor = false;
        std::vector<Index> links;
    };

    Index indexOf(const WebUrl &url);

    int m_maximumDepth;
    std::vector<Page> m_pages;
    QHash<WebUrl, Index> m_byUrl;
};

} // namespace sluice::core
