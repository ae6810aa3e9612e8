// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchspec.h"
#include "core/crawl/batchstatistics.h"

#include <list>

namespace sluice::ui {

/// Puts an entry at its index; those before it that are not known yet are empty.
void putEntry(QList<core::BatchEntry> &entries, const core::BatchEntry &entry);

/// A batch of this session, as far as it has come.
struct ShownBatch
{
    core::BatchId id;
    core::BatchSpec spec;
    bool isFiled = false;             ///< its rows go into the project
    QList<core::BatchEntry> results;  ///< in the order in which they came
    QList<core::BatchEntry> requests; ///< by index, those without a result among them
    core::BatchProgress progress;
    core::BatchStatistics statistics;

    void take(const core::BatchNews &news);
};

/// The batches of this session, the newest first.
class BatchBook final
{
public:
    /// Batches kept; of older ones those that have ended are forgotten.
    static constexpr size_t mostKept = 10;

    ShownBatch &add(core::BatchId id, const core::BatchSpec &spec, bool isFiled);
    [[nodiscard]] ShownBatch *find(core::BatchId id);
    [[nodiscard]] const std::list<ShownBatch> &batches() const { return m_batches; }

private:
    std::list<ShownBatch> m_batches;
};

} // namespace sluice::ui
