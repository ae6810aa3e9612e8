// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/jsonquery.h"
#include "core/extract/workerpool.h"

namespace sluice::core {

/// jq programs in sluice-worker. What evaluate() is given is one page's: after the first program that takes too long or
/// too much memory the others are left out, so that a page takes no longer than one program may.
class WorkerJsonQuery final : public JsonQuery
{
public:
    /// `pool` must live as long.
    explicit WorkerJsonQuery(WorkerPool &pool, const WorkerLimits &limits = {}, CancelToken cancel = {})
        : m_pool(pool)
        , m_limits(limits)
        , m_cancel(std::move(cancel))
    {}

    [[nodiscard]] QList<JsonAnswer> evaluate(const QList<JsonTask> &tasks) override;

private:
    WorkerPool &m_pool;
    WorkerLimits m_limits;
    CancelToken m_cancel;
};

} // namespace sluice::core
