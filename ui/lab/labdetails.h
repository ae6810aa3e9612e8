// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labrun.h"

#include <QHash>

namespace sluice::ui {

/// Detail pages that are at hand, by their addresses.
using DetailPages = QHash<QByteArray, LabPagePtr>;

/// Detail pages that are looked at while rules are tried; a crawl looks at all.
constexpr qsizetype mostDetailPages = 20;

/// The first addresses of the rows' detail pages, each once.
[[nodiscard]] QList<core::WebUrl> wantedDetails(const LabResult &result);

/// Fills the detail columns of the rows from the pages at hand, and says of every other row why it has none. Off the
/// window's thread.
void completeRows(const core::CrawlSpec &rules, const DetailPages &pages, core::WorkerPool *workers, LabResult &result);

} // namespace sluice::ui
