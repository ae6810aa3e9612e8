// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/jsonquery.h"
#include "core/extract/pageparser.h"

#include <functional>

namespace sluice::core {

/// The JSON texts that json: rules look into, for a page that is no JSON itself.
using JsonSource = std::function<QList<QByteArray>(const Document &)>;

/// Built-in rules as a parser. A json: program runs on the page's JSON blocks in their order until one gives a value
/// that is not null; a block that it does not fit (an error) is passed over. All programs and blocks of a batch of pages
/// go to the query in one call.
class RuleParser final : public PageParser
{
public:
    /// Borrows `query`, which may be null: then json: rules are row errors.
    RuleParser(std::shared_ptr<const ExtractionPlan> plan, JsonQuery *query, JsonSource source);

    [[nodiscard]] QStringList columns() const override { return m_plan->columns(); }
    [[nodiscard]] QList<ExtractedRows> parse(std::span<const ParserPage> pages) const override;

private:
    [[nodiscard]] QList<QByteArray> blocksOf(const ParserPage &page) const;
    /// The answers by page, program and block; `blockCounts` is by page, and stays empty if nothing can be asked.
    [[nodiscard]] QList<JsonAnswer> ask(std::span<const ParserPage> pages, const QStringList &programs,
                                        QList<qsizetype> &blockCounts) const;

    std::shared_ptr<const ExtractionPlan> m_plan;
    JsonQuery *m_query;
    JsonSource m_source;
};

} // namespace sluice::core
