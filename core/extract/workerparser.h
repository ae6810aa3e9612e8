// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/pageparser.h"
#include "core/extract/workerpool.h"

namespace sluice::core {

/// A user's script or plug-in as a parser: its pages go to sluice-worker. The links it names with follow() are
/// ExtractedRows::next; why a page failed is an error of the page, with the line of the script where there is one.
class WorkerParser final : public PageParser
{
public:
    /// `pool` must live as long.
    WorkerParser(WorkerPool &pool, WorkerProgram program, const WorkerLimits &limits = {}, CancelToken cancel = {})
        : m_pool(pool)
        , m_program(std::move(program))
        , m_limits(limits)
        , m_cancel(std::move(cancel))
    {}

    /// Only the rows know.
    [[nodiscard]] QStringList columns() const override { return {}; }
    [[nodiscard]] QList<ExtractedRows> parse(std::span<const ParserPage> pages) const override;

private:
    WorkerPool &m_pool;
    WorkerProgram m_program;
    WorkerLimits m_limits;
    CancelToken m_cancel;
};

/// "line 3: TypeError: …"
[[nodiscard]] QString textOf(const WorkerFailure &failure);

} // namespace sluice::core
