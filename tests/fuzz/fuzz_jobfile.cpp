// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobfile.h"
#include "tests/fuzz/fuzzing.h"

using namespace sluice::core;

/// What is read is written so that it reads the same.
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const auto spec = jobFromJson(sluice::test::bytes(data, size));
    if (!spec)
        return 0;
    const auto again = jobFromJson(jobToJson(*spec));
    sluice::test::require(again.has_value() && *again == *spec, "a job survives being saved");
    return 0;
}
