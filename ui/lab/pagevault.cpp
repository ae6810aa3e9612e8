// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/pagevault.h"

#include "core/net/contentdecoder.h"

#include <QSet>

namespace sluice::ui {

namespace {

constexpr qint64 largestBody = qint64(256) << 20;
constexpr qsizetype largestSample = qsizetype(32) << 20;

} // namespace

core::Result<core::BodyReader *, QString> PageVault::reader()
{
    if (!m_reader) {
        auto opened = core::BodyReader::open(m_path);
        if (!opened)
            return tl::unexpected(opened.error().detail);
        m_reader = std::move(*opened);
    }
    return m_reader.get();
}

core::Result<QList<core::KeptPage>, QString> PageVault::pages(core::CrawlId crawl, int limit)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    auto pages = (*source)->keptPages(crawl, {}, limit);
    if (!pages)
        return tl::unexpected(pages.error().detail);
    return std::move(*pages);
}

core::Result<LabPagePtr, QString> PageVault::page(const core::KeptPage &page, LabDetail detail)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    const auto body = (*source)->body(page.id);
    if (!body)
        return tl::unexpected(body.error().detail);
    const auto bytes = core::decodeContent(body->zstd, "zstd", largestBody);
    if (!bytes)
        return tl::unexpected(bytes.error().detail);
    return makeLabPage(page, *bytes, detail);
}

QList<LabPagePtr> PageVault::sample(const QList<core::KeptPage> &pages, int count, const core::CancelToken &cancel)
{
    QHash<qint64, LabPagePtr> kept;
    QList<LabPagePtr> sample;
    qsizetype size = 0;
    for (const core::KeptPage &origin : pages) {
        if (sample.size() >= count || size > largestSample || cancel.isCancelled())
            break;
        LabPagePtr parsed = m_parsed.value(origin.id.value);
        if (!parsed)
            parsed = page(origin, LabDetail::Document).value_or(nullptr);
        if (!parsed)
            continue;
        size += parsed->source.size();
        kept.insert(origin.id.value, parsed);
        sample.append(parsed);
    }
    if (!cancel.isCancelled())
        m_parsed = kept;
    else
        m_parsed.insert(kept);
    return sample;
}

} // namespace sluice::ui
