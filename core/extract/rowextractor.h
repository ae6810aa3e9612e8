// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/extractionplan.h"
#include "core/extract/pagecontent.h"

#include <QJsonObject>
#include <QList>

namespace sluice::core {

/// What a page gave.
struct ExtractedRows
{
    QList<QJsonObject> rows; ///< every column in each; null where there is no value
    /// Of rows whose columns only a program knows: all their members, in the order in which it names them. QJsonObject
    /// sorts them.
    QStringList columns{};
    QList<RowError> errors;
    QList<WebUrl> next;     ///< where the next-page rule leads, each once
    QList<int> matches;     ///< by field: the rows that its rule found something for
    int duplicates = 0;     ///< rows left out for their keys
    bool isCut = false;     ///< there were more rows, or more text, than one page may give
    QStringList messages{}; ///< what a program had to say: console.log() and the like

    bool operator==(const ExtractedRows &) const = default;
};

/// Most rows of one page, and most characters in them together.
inline constexpr qsizetype mostRowsPerPage = 100'000;
inline constexpr qsizetype mostTextPerPage = 64 << 20;

/// The rows of a page: one per element that the row rule finds, without a row rule one for the page if any field's rule
/// finds something in it. A value that cannot be made is a row error that names the column, and null in the row.
[[nodiscard]] ExtractedRows extractRows(const ExtractionPlan &plan, PageContent &page);

/// The row's values of `keyFields` as bytes to compare rows by; empty without key fields.
[[nodiscard]] QByteArray rowKey(const QJsonObject &row, const QStringList &keyFields);

} // namespace sluice::core
