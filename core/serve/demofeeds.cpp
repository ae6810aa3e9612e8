// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demofeeds.h"

#include "core/serve/demotemplate.h"

namespace sluice::core {

namespace {

/// What one sitemap file may hold.
constexpr qsizetype urlsPerFile = 50'000;

QByteArray listOf(const QByteArray &root, const QByteArray &entry, const QByteArray &origin,
                  const QList<QByteArray> &paths)
{
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root +
                     " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    for (const QByteArray &path : paths)
        xml += "  <" + entry + "><loc>" + escapeHtml(origin + path) + "</loc></" + entry + ">\n";
    return xml + "</" + root + ">\n";
}

} // namespace

QByteArray demoRobots(const QByteArray &origin)
{
    return "# The demo shop of Sluice. Everything else may be crawled, at any speed.\n"
           "User-agent: *\n"
           "Disallow: /admin/\n"
           "Disallow: /cart\n"
           "Disallow: /account\n"
           "\n"
           "Sitemap: " +
           origin + "/sitemap.xml\n";
}

QByteArray demoSitemap(const QByteArray &origin, const QList<QByteArray> &paths)
{
    if (paths.size() <= urlsPerFile)
        return listOf("urlset", "url", origin, paths);
    QList<QByteArray> parts;
    for (qsizetype first = 0; first < paths.size(); first += urlsPerFile)
        parts.append("/sitemap-" + QByteArray::number(parts.size() + 1) + ".xml");
    return listOf("sitemapindex", "sitemap", origin, parts);
}

std::optional<QByteArray> demoSitemapPart(const QByteArray &origin, const QList<QByteArray> &paths, int part)
{
    const qsizetype first = (part - 1) * urlsPerFile;
    if (paths.size() <= urlsPerFile || part < 1 || first >= paths.size())
        return std::nullopt;
    return listOf("urlset", "url", origin, paths.mid(first, urlsPerFile));
}

} // namespace sluice::core
