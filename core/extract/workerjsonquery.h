// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/jsonquery.h"
#include "core/extract/workerpool.h"

namespace sluice::core {

/// jq programs in sluice-worker.
class WorkerJsonQuery final : public JsonQuery
{
public:
    /// `pool` must live as long.
    explicit WorkerJsonQuery(WorkerPool &pool, const WorkerLimits &limits = {})
        : m_pool(pool)
        , m_limits(limits)
    {}

    [[nodiscard]] QList<JsonAnswer> evaluate(const QList<JsonTask> &tasks) override;

private:
    WorkerPool &m_pool;
    WorkerLimits m_limits;
};

} // namespace sluice::core
