// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/weburl.h"
#include "tests/fuzz/fuzzing.h"

using namespace sluice::core;

/// Normalising twice is normalising once.
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const WebUrl base = WebUrl::fromNormalized("http://site.test/folder/page?query");
    const auto url = base.resolve(sluice::test::bytes(data, size));
    if (!url)
        return 0;
    const auto again = WebUrl::parse(url->text());
    sluice::test::require(again.has_value(), "a normalised URL parses");
    sluice::test::require(again->text() == url->text(), "normalising is idempotent");
    return 0;
}
