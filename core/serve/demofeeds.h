// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace sluice::core {

/// What the demo site tells crawlers (RFC 9309): the basket, the account and the staff's pages are off limits.
[[nodiscard]] QByteArray demoRobots(const QByteArray &origin);

/// A sitemap (sitemaps.org 0.9) of `paths`: one file up to 50,000, above that an index of "/sitemap-N.xml".
[[nodiscard]] QByteArray demoSitemap(const QByteArray &origin, const QList<QByteArray> &paths);
/// File N (from 1) of the index; nothing where there is no such file.
[[nodiscard]] std::optional<QByteArray> demoSitemapPart(const QByteArray &origin, const QList<QByteArray> &paths,
                                                        int part);

} // namespace sluice::core
