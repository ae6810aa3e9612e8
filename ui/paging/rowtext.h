// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "ui/paging/rowpages.h"

namespace sluice::ui {

/// Rows as tab-separated text, below a line of `header` where that is not empty. `read` gives the cells of some rows;
/// it is called for few at a time. Blocks: not for the window's thread. Cancelled when told to stop.
[[nodiscard]] core::Result<QString, core::StoreFailure>
rowsAsText(const QList<core::RowId> &ids, const std::function<RowPages::Answer(const QList<core::RowId> &)> &read,
           const QStringList &header, const core::CancelToken &cancel);

} // namespace sluice::ui
