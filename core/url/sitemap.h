// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

namespace sluice::core {

enum class SitemapFault {
    NotASitemap, ///< neither XML sitemap, index, nor a plain list of URLs
    Malformed,   ///< broken XML (entries before the fault are lost), or a document type declaration
    TooLarge,    ///< over 50 MiB uncompressed
};
using SitemapFailure = Failure<SitemapFault>;

/// The entries of one sitemap file (sitemaps.org protocol 0.9).
struct Sitemap
{
    bool isIndex = false;      ///< entries are further sitemaps
    QList<QByteArray> entries; ///< URLs as written (entities replaced, trimmed), in order
    bool isTruncated = false;  ///< more than 50,000 entries: the rest was left out

    bool operator==(const Sitemap &) const = default;
};

/// Reads a sitemap: XML (urlset or sitemapindex), or a text file with one URL a line. `content` is uncompressed.
/// Hostile XML is harmless: document type declarations are refused, so there are no entities and no network.
[[nodiscard]] Result<Sitemap, SitemapFailure> parseSitemap(const QByteArray &content);

} // namespace sluice::core
