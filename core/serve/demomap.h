// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/democatalog.h"
#include "core/serve/demosite.h"

namespace sluice::core {

/// Which pages the demo site has, and where: the one place its paths are made.
class DemoMap final
{
public:
    explicit DemoMap(const DemoFigures &figures);

    [[nodiscard]] const DemoFigures &figures() const { return m_figures; }
    [[nodiscard]] const DemoCatalog &catalog() const { return m_catalog; }

    /// At least 1, also for an empty category.
    [[nodiscard]] int pagesOf(int category) const;
    /// `page` counts from 1.
    [[nodiscard]] static QByteArray categoryPath(int category, int page);
    [[nodiscard]] static QByteArray searchPath(const QByteArray &query);
    [[nodiscard]] static QByteArray storyTitle(int story);
    [[nodiscard]] static QByteArray storyPath(int story);
    /// 1,000 … 2,000, spread evenly over the slow pages.
    [[nodiscard]] int storyDelayMs(int story) const;
    /// The links to nowhere that stand on an item's page; over all items exactly figures().brokenLinks.
    [[nodiscard]] QList<QByteArray> brokenPathsOn(int id) const;

    /// Every page that answers 200 and can be reached over links from / without passing robots.txt's disallowed paths.
    [[nodiscard]] QList<QByteArray> paths() const;

private:
    DemoFigures m_figures;
    DemoCatalog m_catalog;
};

} // namespace sluice::core
