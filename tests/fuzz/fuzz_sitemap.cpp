// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/sitemap.h"
#include "tests/fuzz/fuzzing.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static_cast<void>(sluice::core::parseSitemap(sluice::test::bytes(data, size)));
    return 0;
}
