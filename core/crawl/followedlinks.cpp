// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/followedlinks.h"

#include <deque>
#include <limits>

namespace sluice::core {

namespace {

constexpr int unknownDepth = std::numeric_limits<int>::max() - 1; // one more still is a number

} // namespace

void FollowedLinks::addListed(const QList<WebUrl> &urls)
{
    for (const WebUrl &url : urls) {
        Page &page = m_pages[size_t(indexOf(url))];
        page.depth = 0;
        page.isAskedFor = true;
    }
}

QList<FollowedLinks::Found> FollowedLinks::add(const WebUrl &page, const QList<WebUrl> &links)
{
    const Index changed = indexOf(page);
    std::vector<Index> targets;
    targets.reserve(size_t(links.size()));
    for (const WebUrl &link : links)
        targets.push_back(indexOf(link));
    m_pages[size_t(changed)].links = std::move(targets);

    QList<Found> found;
    std::deque<Index> shortened{changed};
    while (!shortened.empty()) {
        const Page &from = m_pages[size_t(shortened.front())];
        shortened.pop_front();
        for (const Index target : from.links) {
            Page &to = m_pages[size_t(target)];
            if (from.depth >= m_maximumDepth || to.depth <= from.depth + 1)
                continue;
            to.depth = from.depth + 1;
            shortened.push_back(target);
            if (!std::exchange(to.isAskedFor, true))
                found.append({to.url, to.depth});
        }
    }
    return found;
}

int FollowedLinks::depth(const WebUrl &page) const
{
    const auto known = m_byUrl.constFind(page);
    return known == m_byUrl.cend() || !m_pages[size_t(*known)].isAskedFor ? -1 : m_pages[size_t(*known)].depth;
}

FollowedLinks::Index FollowedLinks::indexOf(const WebUrl &url)
{
    const auto known = m_byUrl.constFind(url);
    if (known != m_byUrl.cend())
        return *known;
    const Index added = Index(m_pages.size());
    m_pages.push_back({url, unknownDepth, false, {}});
    m_byUrl.insert(url, added);
    return added;
}

} // namespace sluice::core
