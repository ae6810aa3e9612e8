// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/frontier.h"
#include "core/crawl/pagefetcher.h"
#include "core/crawl/parsetask.h"
#include "core/store/records.h"

namespace sluice::core {

/// The page record of an answer or failure, before its body was looked at.
[[nodiscard]] PageRecord pageRecord(const FetchedPage &page, qint64 fetchedAtUtcMs);

/// Adds what the parse task found out.
void addParsed(PageRecord &record, const ParsedPage &parsed);

/// Whether an answer is a page: 2xx, and no redirect was refused.
[[nodiscard]] bool isPage(const FetchedPage &page);

/// Position of found_on among defaultColumns().
inline constexpr int foundOnColumn = 13;

/// The columns that the rules of a crawl fill, in their order; none for the default row.
[[nodiscard]] QStringList fieldColumns(const CrawlSpec &spec);
/// The columns of streamed rows: the default ones, or those of the rules and then url, found_on, error.
[[nodiscard]] QStringList streamedColumns(const CrawlSpec &spec);

/// The cells of the default row, in the order of defaultColumns(), as they are streamed.
[[nodiscard]] RowValues defaultRow(const QByteArray &url, const QByteArray &foundOn, int depth,
                                   const PageRecord &record, const QByteArray &row);

} // namespace sluice::core
