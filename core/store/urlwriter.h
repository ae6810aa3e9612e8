// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"
#include "core/store/totals.h"

#include <optional>

namespace sluice::core {

/// Writes the tables urls and outlinks inside somebody's transaction. Lives on the writer's thread.
class UrlWriter final
{
public:
    UrlWriter(Database &database, Totals &totals);

    /// Adds a URL; one whose id is there already stays as it is.
    void add(CrawlId crawl, const UrlRecord &url);
    void change(CrawlId crawl, const UrlChange &change);
    /// Writes the state that an outcome gave its URL; false if the project has no such URL (its crawl was removed).
    [[nodiscard]] bool settle(const Outcome &outcome);

private:
    [[nodiscard]] std::optional<UrlState> stateOf(UrlId id);

    Totals &m_totals;
    Statement m_state;
    Statement m_add;
    Statement m_change;
    Statement m_settle;
    Statement m_outlinks;
};

} // namespace sluice::core
