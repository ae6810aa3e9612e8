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
/// "12 ms half, 40 ms nine of ten …": throughput and percentiles, in a line.
[[nodiscard]] QString figuresText(const core::BatchStatistics &statistics, qint64 elapsedMs);
/// A request with its times, line by line, for a tooltip.
[[nodiscard]] QString requestText(const core::BatchEntry &entry);

} // namespace sluice::ui
