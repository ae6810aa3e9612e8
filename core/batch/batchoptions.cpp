// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchoptions.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool isNothing(const std::optional<std::chrono::milliseconds> &limit)
{
    return limit && limit->count() <= 0;
}

} // namespace

Result<void, BatchRefusal> check(const BatchOptions &options)
{
    if (!options.semaphore && options.concurrency < 1)
        return failure(BatchFault::Refused,
                       u"a concurrency of %1 would begin nothing; use 1 or more"_s.arg(options.concurrency));
    if (isNothing(options.requestTimeout))
        return failure(BatchFault::Refused, u"a time limit of %1 ms for a request would end all before they begin; "
                                            "use more, or none"_s.arg(options.requestTimeout->count()));
    if (isNothing(options.timeout))
        return failure(BatchFault::Refused, u"a time limit of %1 ms would end all before they begin; "
                                            "use more, or none"_s.arg(options.timeout->count()));
    return {};
}

} // namespace sluice::core
