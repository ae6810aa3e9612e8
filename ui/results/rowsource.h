// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/projectreader.h"

namespace sluice::ui {

/// Ids of the rows to show.
struct RowIds
{
    QList<core::RowId> ids;
    qint64 total = 0; ///< rows of the crawl, filter or not; only counted when there is a filter

    bool operator==(const RowIds &) const = default;
};

/// Answers what Results asks a project file. Lives on a thread of its own; opens the file at the first question.
class RowSource final
{
public:
    template <typename T>
    using Answer = core::Result<T, core::StoreFailure>;

    explicit RowSource(QString path)
        : m_path(std::move(path))
    {}

    [[nodiscard]] Answer<QStringList> columns(core::CrawlId crawl);
    [[nodiscard]] Answer<RowIds> ids(core::CrawlId crawl, const core::RowQuery &query, const core::CancelToken &cancel);
    [[nodiscard]] Answer<RowIds> idsAfter(core::CrawlId crawl, const core::RowQuery &query, core::RowId after,
                                          const core::CancelToken &cancel);
    [[nodiscard]] Answer<QList<core::RowValues>> rows(core::CrawlId crawl, const QList<core::RowId> &ids,
                                                      const QStringList &columns);
    /// The rows as tab-separated text, below a line of `header` where that is not empty; Cancelled when told to stop.
    [[nodiscard]] Answer<QString> tsv(core::CrawlId crawl, const QList<core::RowId> &ids, const QStringList &columns,
                                      const QStringList &header, const core::CancelToken &cancel);

private:
    [[nodiscard]] Answer<core::ProjectReader *> reader();
    [[nodiscard]] Answer<RowIds> counted(core::ProjectReader &reader, core::CrawlId crawl, const core::RowQuery &query,
                                         Answer<QList<core::RowId>> ids) const;

    QString m_path;
    std::unique_ptr<core::ProjectReader> m_reader;
};

} // namespace sluice::ui
