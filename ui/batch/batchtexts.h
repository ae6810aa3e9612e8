// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchspec.h"
#include "core/crawl/batchstatistics.h"
#include "ui/widgets/roles.h"

/// How batches are spoken of on their screen.
namespace sluice::ui {

[[nodiscard]] QString batchStateText(core::BatchState state); ///< "done" …, to show
[[nodiscard]] Tone batchTone(core::BatchState state);
/// "340 ms", "12.3 s", "4 min 05 s"
[[nodiscard]] QString millisecondsText(qint64 ms);
/// "64 B", "1.2 MiB"
[[nodiscard]] QString bytesText(double bytes);
/// "250 addresses, as completed"
[[nodiscard]] QString batchTitle(const core::BatchSpec &spec);
/// How far it is, or how it ended, in a sentence.
[[nodiscard]] QString progressText(const core::BatchProgress &progress);
/// "9.1/s · p50 12 ms …": throughput and percentiles, in a line.
[[nodiscard]] QString figuresText(const core::BatchStatistics &statistics, qint64 elapsedMs);
/// "9.1 requests/s · 1.2 MiB/s · 40 MiB in all"
[[nodiscard]] QString throughputText(const core::BatchStatistics &statistics, qint64 elapsedMs);
/// "200 done · 3 failed …"
[[nodiscard]] QString outcomesText(const core::BatchProgress &progress);
/// "2xx 200 · 4xx 3 · no answer 1"
[[nodiscard]] QString statusesText(const core::BatchStatistics &statistics);
/// A request with its times, line by line, for a tooltip.
[[nodiscard]] QString requestText(const core::BatchEntry &entry);

} // namespace sluice::ui
