// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demomap.h"

#include "core/serve/demowords.h"

#include <algorithm>

namespace sluice::core {

namespace {

using namespace demo;

DemoFigures sane(DemoFigures figures)
{
    figures.items = std::max(1, figures.items);
    figures.itemsPerPage = std::max(1, figures.itemsPerPage);
    figures.brokenLinks = std::max(0, figures.brokenLinks);
    figures.slowPages = std::max(0, figures.slowPages);
    return figures;
}

QByteArray slugOf(const QByteArray &title)
{
    QByteArray slug = title.toLower();
    std::replace_if(
        slug.begin(), slug.end(), [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); }, ' ');
    return slug.simplified().replace(' ', '-');
}

} // namespace

DemoMap::DemoMap(const DemoFigures &figures)
    : m_figures(sane(figures))
    , m_catalog(m_figures.items)
{}

int DemoMap::pagesOf(int category) const
{
    return std::max(1, (m_catalog.itemsIn(category) + m_figures.itemsPerPage - 1) / m_figures.itemsPerPage);
}

QByteArray DemoMap::categoryPath(int category, int page)
{
    const QByteArray path = "/category/" + DemoCatalog::categorySlug(category);
    return page == 1 ? path : path + "?page=" + QByteArray::number(page);
}

QByteArray DemoMap::searchPath(const QByteArray &query)
{
    return "/search?q=" + query.toPercentEncoding();
}

QByteArray DemoMap::storyTitle(int story)
{
    const int total = int(storyWords.size());
    const QByteArray title = storyWords.at(size_t(story % total)).title;
    return story < total ? title : title + ", part " + QByteArray::number(story / total + 1);
}

QByteArray DemoMap::storyPath(int story)
{
    return "/journal/" + QByteArray::number(story + 1) + '-' + slugOf(storyTitle(story));
}

int DemoMap::storyDelayMs(int story) const
{
    return 1'000 + story * 1'000 / std::max(1, m_figures.slowPages - 1);
}

QList<QByteArray> DemoMap::brokenPathsOn(int id) const
{
    QList<QByteArray> paths;
    for (int link = 0; link < m_figures.brokenLinks; ++link) {
        if (1 + qint64(link) * m_figures.items / m_figures.brokenLinks == id)
            paths.append("/archive/model-" + QByteArray::number(link + 1));
    }
    return paths;
}

QList<QByteArray> DemoMap::paths() const
{
    QList<QByteArray> paths = {"/", "/journal", "/search", "/login"};
    for (const InfoWords &info : infoWords)
        paths.append(info.path);
    for (const char *query : popularWords)
        paths.append(searchPath(query));
    for (int story = 0; story < m_figures.slowPages; ++story)
        paths.append(storyPath(story));
    for (int category = 0; category < DemoCatalog::categoryCount(); ++category) {
        for (int page = 1; page <= pagesOf(category); ++page)
            paths.append(categoryPath(category, page));
    }
    for (int id = 1; id <= m_figures.items; ++id)
        paths.append(m_catalog.item(id).path());
    return paths;
}

} // namespace sluice::core
