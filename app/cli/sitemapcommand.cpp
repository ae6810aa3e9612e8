// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/download.h"
#include "app/cli/rowprinter.h"
#include "core/base/linefile.h"
#include "core/exporting/exporter.h"
#include "core/net/contentdecoder.h"
#include "core/url/sitemap.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// A sitemap has at most 50 MiB uncompressed; one byte more lets the parser see that it is too large.
constexpr qint64 maximumBytes = (qint64(50) << 20) + 1;

core::Result<QByteArray, QString> readSource(const QString &source)
{
    const bool isUrl =
        source.startsWith("http://"_L1, Qt::CaseInsensitive) || source.startsWith("https://"_L1, Qt::CaseInsensitive);
    if (!isUrl) {
        auto bytes = core::readWholeFile(source);
        if (!bytes)
            return tl::unexpected(bytes.error().detail);
        return *std::move(bytes);
    }
    const auto url = core::WebUrl::parse(source.toUtf8());
    if (!url)
        return tl::unexpected(u"%1: %2"_s.arg(source, url.error().detail));
    return Download().get(*url, maximumBytes);
}

int fail(const QString &text, Console &console)
{
    console.complain(text);
    return SourceFailed;
}

int printSitemap(const Arguments &arguments, Console &console)
{
    const QString source = arguments.operands().first();
    const auto bytes = readSource(source);
    if (!bytes)
        return fail(bytes.error(), console);
    const auto text = core::gunzipIfNeeded(*bytes, maximumBytes);
    if (!text)
        return fail(u"%1: %2"_s.arg(source, text.error().detail), console);
    const auto sitemap = core::parseSitemap(*text);
    if (!sitemap)
        return fail(u"%1: %2"_s.arg(source, sitemap.error().detail), console);
    for (const QByteArray &entry : sitemap->entries) {
        const QString url = QString::fromUtf8(entry);
        if (arguments.has(u"json"_s))
            console.write(core::jsonRow({u"url"_s}, {url}) + '\n');
        else
            console.write(tsvCell(url) + '\n');
    }
    if (sitemap->isTruncated)
        console.complain(u"%1: more than 50,000 entries; the rest was left out"_s.arg(source));
    return Done;
}

} // namespace

Command sitemapCommand()
{
    return {u"sitemap"_s,
            u"FILE|URL"_s,
            u"Print the URLs in a sitemap, one a line"_s,
            u"Reads XML and plain text, gzipped too. Of a sitemap index it prints the sitemaps' URLs."_s,
            1,
            1,
            {},
            printSitemap};
}

} // namespace sluice::app
