// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/requestparser.h"
#include "tests/fuzz/fuzzing.h"

using namespace sluice::core;

/// Requests that arrive in one piece and such that arrive byte by byte are read alike.
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray text = sluice::test::bytes(data, size);
    RequestParser whole{ServeLimits()};
    RequestParser pieces{ServeLimits()};
    const auto inOne = whole.feed(text);
    auto inPieces = pieces.state();
    for (qsizetype i = 0; i < text.size(); ++i)
        inPieces = pieces.feed(QByteArrayView(text).sliced(i, 1));
    sluice::test::require(inOne == inPieces, "the same verdict");
    if (inOne == RequestParser::State::Complete)
        sluice::test::require(whole.take().path == pieces.take().path, "the same request");
    return 0;
}
