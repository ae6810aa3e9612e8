// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/rowsource.h"

#include "ui/paging/rowtext.h"

namespace sluice::ui {

using core::CancelToken;
using core::CrawlId;
using core::ProjectReader;
using core::RowId;
using core::RowQuery;
using core::RowValues;

RowSource::Answer<ProjectReader *> RowSource::reader()
{
    if (!m_reader) {
        auto opened = ProjectReader::open(m_path);
        if (!opened)
            return tl::unexpected(opened.error());
        m_reader = std::move(*opened);
    }
    return m_reader.get();
}

RowSource::Answer<QStringList> RowSource::columns(CrawlId crawl)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    return (*source)->columns(crawl);
}

RowSource::Answer<RowIds> RowSource::counted(ProjectReader &reader, CrawlId crawl, const RowQuery &query,
                                             Answer<QList<RowId>> ids) const
{
    if (!ids)
        return tl::unexpected(ids.error());
    RowIds found{std::move(*ids), 0};
    if (!query.filter.isEmpty()) {
        const auto total = reader.rowCount(crawl);
        if (!total)
            return tl::unexpected(total.error());
        found.total = *total;
    }
    return found;
}

RowSource::Answer<RowIds> RowSource::ids(CrawlId crawl, const RowQuery &query, const CancelToken &cancel)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    return counted(**source, crawl, query, (*source)->rowIds(crawl, query, cancel));
}

RowSource::Answer<RowIds> RowSource::idsAfter(CrawlId crawl, const RowQuery &query, RowId after,
                                              const CancelToken &cancel)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    return counted(**source, crawl, query, (*source)->rowIdsAfter(crawl, query, after, cancel));
}

RowSource::Answer<QList<RowValues>> RowSource::rows(CrawlId crawl, const QList<RowId> &ids, const QStringList &columns)
{
    const auto source = reader();
    if (!source)
        return tl::unexpected(source.error());
    return (*source)->rows(crawl, ids, columns);
}

RowSource::Answer<QString> RowSource::tsv(CrawlId crawl, const QList<RowId> &ids, const QStringList &columns,
                                          const QStringList &header, const CancelToken &cancel)
{
    const auto read = [&](const QList<RowId> &some) { return rows(crawl, some, columns); };
    return rowsAsText(ids, read, header, cancel);
}

} // namespace sluice::ui
