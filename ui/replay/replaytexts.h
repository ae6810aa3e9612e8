// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/replay/replayrun.h"
#include "ui/widgets/roles.h"

#include <QCoreApplication>

namespace sluice::ui {

/// What the window says of a replay.
class ReplayTexts final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::ReplayTexts)

public:
    [[nodiscard]] static QString kind(core::RowChange::Kind kind);
    [[nodiscard]] static Tone tone(core::RowChange::Kind kind);
    /// "12 changed, 3 added, 1 removed, 984 as they were"
    [[nodiscard]] static QString counts(const core::RowDifference &difference);
    /// Which part of the rows the table has; empty where that is all.
    [[nodiscard]] static QString part(const ReplayResult &result);
    /// "120 of 4,000 pages, 310 pages/s, 13 s left"; `elapsedMs` since the first page.
    [[nodiscard]] static QString progress(const ReplayRun::Progress &progress, qint64 elapsedMs);
    [[nodiscard]] static QString heading(ReplayRun::Stage stage);
    [[nodiscard]] static QString heading(ReplayStop stop);
    [[nodiscard]] static QString sentence(const ReplayStopped &stopped);
    [[nodiscard]] static QString equal(qint64 rows);
    /// `goesOn`: the crawl was stopped for that alone.
    [[nodiscard]] static QString replaced(qint64 rows, bool goesOn);
    [[nodiscard]] static QString crawlRuns();
    [[nodiscard]] static QString outdated();
};

} // namespace sluice::ui
