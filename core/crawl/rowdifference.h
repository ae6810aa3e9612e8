// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/replay.h"

namespace sluice::core {

/// What a replay would do to one row, told by page and position.
struct RowChange
{
    enum class Kind { Added, Removed, Changed };

    Kind kind = Kind::Changed;
    UrlId url;
    int position = 0;  ///< on the page, from 0
    QByteArray before; ///< JSON object; empty for a row that is added
    QByteArray after;  ///< empty for a row that is removed

    bool operator==(const RowChange &) const = default;
};

/// How the new rows differ in all.
struct RowDifference
{
    qint64 added = 0;
    qint64 removed = 0;
    qint64 changed = 0;
    qint64 same = 0;

    bool operator==(const RowDifference &) const = default;
};

/// Compares the rows of a replay that has run with those in the project, before they take their place. `visit` gets
/// each row that differs, by rising id of its page, until it returns false: from then on they are only counted. A value
/// that is null and one that is missing are the same. Blocks; Cancelled, or why something cannot be read.
[[nodiscard]] Result<RowDifference, StoreFailure> compareRows(Replay &replay, const BodyReader &reader,
                                                              const CancelToken &cancel,
                                                              const std::function<bool(const RowChange &)> &visit);

} // namespace sluice::core
