// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crawl/batchentry.h"

#include <QString>

namespace sluice::core {

/// A page of a batch, as its futures tell of it.
struct BatchPage
{
    int status = 0;
    qint64 bytes = 0;
    int milliseconds = 0;
    QString note;     ///< what the parser had to say
    BatchTimes times; ///< on the clock's own scale

    bool operator==(const BatchPage &) const = default;
};

/// What came where no page did.
struct LostPage
{
    BatchPage page;
    QString detail; ///< why, to show
    bool isCancelled = false;
    bool isSkipped = false; ///< it was never asked for

    bool operator==(const LostPage &) const = default;
};

using BatchAnswer = Result<BatchPage, LostPage>;

} // namespace sluice::core
