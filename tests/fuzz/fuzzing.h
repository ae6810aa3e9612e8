// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

namespace sluice::test {

/// The bytes libFuzzer offers, as the sources take them.
inline QByteArray bytes(const unsigned char *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

/// Ends the run where a property does not hold; libFuzzer keeps the input.
inline void require(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", property);
    std::abort();
}

} // namespace sluice::test

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);
