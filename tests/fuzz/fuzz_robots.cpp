// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/robots.h"
#include "tests/fuzz/fuzzing.h"

using namespace sluice::core;

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray text = sluice::test::bytes(data, size);
    const RobotsFile robots = RobotsFile::parse(text);
    static_cast<void>(robots.checkPath("Sluice", "/folder/page.html?a=b"));
    static_cast<void>(robots.checkPath("other", text.left(200)));
    const auto delay = robots.crawlDelayMs("Sluice");
    sluice::test::require(!delay || *delay >= 0, "a delay is no less than nothing");
    return 0;
}
