// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/crawl/crawlspec.h"
#include "core/extract/jsonquery.h"
#include "core/extract/pageparser.h"

#include <memory>
#include <optional>

namespace sluice::core {

class WorkerPool;
struct WorkerProgram;

/// Every problem of the rules and columns of `spec`.
[[nodiscard]] QList<SpecProblem> extractionProblems(const CrawlSpec &spec);

/// The user's own parser, for a spec that has one.
[[nodiscard]] WorkerProgram ownProgram(const CrawlSpec &spec);

/// A row on its way to the store.
struct RowDraft
{
    QByteArray json;                ///< a JSON object with every column, in their order
    QByteArray key;                 ///< fingerprint of the key columns; empty = the row is like no other
    WebUrl detailPage;              ///< completes the row; empty = none
    QStringList errors{};           ///< of this row alone; each names its column
    std::optional<QString> error{}; ///< to show; none = that of its page, "" = none though others of its page have some

    bool operator==(const RowDraft &) const = default;
};

/// What the rules of a crawl made of one page.
struct PageRows
{
    QList<RowDraft> rows;
    QByteArray details; ///< of a detail page: the columns it fills, as a JSON object
    QList<WebUrl> next;
    QStringList errors;       ///< each names its column and row
    QList<int> matches;       ///< by column: rows that its rule found something for
    QStringList messages{};   ///< what a script had to say
    QStringList pageErrors{}; ///< those of `errors` that are of no single row

    bool operator==(const PageRows &) const = default;
};

/// The rules of a crawl, compiled. Shared by all parse tasks.
class Extraction final
{
public:
    /// Null where the spec wants the default row. The spec is one without extractionProblems(). `workers` run json:
    /// rules, scripts and plug-ins and must live as long; null: those are errors of the row. `cancel` ends them at once,
    /// which leaves an error as well.
    [[nodiscard]] static std::shared_ptr<const Extraction> make(const CrawlSpec &spec, WorkerPool *workers,
                                                                const CancelToken &cancel = {});
    ~Extraction();

    [[nodiscard]] PageRows listPage(const ParserPage &page) const;
    [[nodiscard]] PageRows detailPage(const ParserPage &page) const;
    /// Whether columns() are all; scripts and plug-ins may fill others as well.
    [[nodiscard]] bool hasFixedColumns() const { return m_hasFixedColumns; }
    /// The row of a page that gave none, where every page is a row: all its columns without values.
    [[nodiscard]] QByteArray emptyRow() const;
    [[nodiscard]] bool isRowPerPage() const { return m_isRowPerPage; }
    [[nodiscard]] bool isLedByRules() const { return m_isLedByRules; }
    /// Or a parser of its own; else rules only lead on, and the rows are the default ones.
    [[nodiscard]] bool hasFields() const { return m_hasFields; }
    /// All of them: the list page's, then the detail page's.
    [[nodiscard]] const QStringList &columns() const { return m_columns; }
    [[nodiscard]] QStringList listColumns() const { return m_columns.first(m_columns.size() - m_detailColumns.size()); }
    [[nodiscard]] const QStringList &detailColumns() const { return m_detailColumns; }

private:
    Extraction();

    std::unique_ptr<JsonQuery> m_query;
    std::unique_ptr<PageParser> m_list;
    std::unique_ptr<PageParser> m_detail; ///< null without detail columns
    QStringList m_columns;                ///< the list's, then the detail's
    QStringList m_detailColumns;
    QStringList m_keys;
    bool m_hasDetailLink = false;
    bool m_isRowPerPage = true;
    bool m_isLedByRules = false;
    bool m_hasFields = false;
    bool m_hasFixedColumns = true;
};

} // namespace sluice::core
