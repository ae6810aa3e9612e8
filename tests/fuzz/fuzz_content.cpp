// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/contentdecoder.h"
#include "tests/fuzz/fuzzing.h"

#include <algorithm>
#include <iterator>

using namespace sluice::core;

/// The first byte chooses the coding, the rest is the body.
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    constexpr qint64 cap = 1 << 20;
    static const QByteArray codings[] = {"gzip", "deflate", "br", "zstd", "gzip, br", "identity"};
    if (size == 0)
        return 0;
    const auto body =
        decodeContent(sluice::test::bytes(data + 1, size - 1), codings[data[0] % std::size(codings)], cap);
    sluice::test::require(!body || body->size() <= std::max<qint64>(cap, qint64(size)),
                          "no more than the cap comes out");
    return 0;
}
