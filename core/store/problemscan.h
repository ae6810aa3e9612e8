// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/problems.h"
#include "core/store/statement.h"

#include <functional>

class QStringMatcher;

namespace sluice::core {

/// A URL that a statement of problemSql() has come to, as a problem. Cells are read when they are asked for.
class ProblemRow final
{
public:
    /// None where nothing is wrong with the URL.
    [[nodiscard]] static std::optional<ProblemRow> of(const Statement &statement);

    [[nodiscard]] ProblemKind kind() const { return m_kind; }
    [[nodiscard]] QByteArray reason() const;
    /// The cell of one of problemColumns(), by its number.
    [[nodiscard]] QVariant value(qsizetype column) const;
    [[nodiscard]] RowValues values() const;
    [[nodiscard]] bool contains(const QStringMatcher &matcher) const;

private:
    ProblemRow(const Statement &statement, ProblemKind kind)
        : m_statement(statement)
        , m_kind(kind)
    {}
    [[nodiscard]] QString detail() const;

    const Statement &m_statement;
    ProblemKind m_kind;
};

/// The statement that a ProblemRow stands on: URLs where `rest` holds, which begins with WHERE. Column 0 is the id, 1
/// the crawl. Where a URL was found costs a look-up more.
[[nodiscard]] QByteArray problemSql(bool hasFoundOn, const char *rest);

/// Goes over a crawl's URLs in the order they were found and picks the problems, in chunks, so that no read transaction
/// stays open for long.
class ProblemScan final
{
public:
    /// `first` is an id that no URL of the crawl is below.
    ProblemScan(Database &database, CrawlId crawl, UrlId first, bool hasFoundOn);

    /// Looks at up to 20,000 URLs or for 0.2 s, and hands the problems among them to `take`. False at the end, and
    /// after a failure, which stays with the database.
    bool readChunk(const std::function<void(RowId, const ProblemRow &)> &take);

private:
    CrawlId m_crawl;
    qint64 m_after;
    Statement m_statement;
};

} // namespace sluice::core
