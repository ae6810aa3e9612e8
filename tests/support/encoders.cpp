// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/misbehaviour.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

namespace sluice::test {

namespace {

QByteArray zlibbed(const QByteArray &plain, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(plain.size()))) + 64, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace

QByteArray gzipped(const QByteArray &plain)
{
    return zlibbed(plain, 16 + MAX_WBITS);
}

QByteArray deflated(const QByteArray &plain, bool isWrapped)
{
    return zlibbed(plain, isWrapped ? MAX_WBITS : -MAX_WBITS);
}

QByteArray brotlied(const QByteArray &plain)
{
    size_t size = BrotliEncoderMaxCompressedSize(size_t(plain.size())) + 64;
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, size_t(plain.size()),
                          reinterpret_cast<const uint8_t *>(plain.constData()), &size,
                          reinterpret_cast<uint8_t *>(out.data()));
    out.truncate(qsizetype(size));
    return out;
}

QByteArray zstded(const QByteArray &plain)
{
    QByteArray out(qsizetype(ZSTD_compressBound(size_t(plain.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress(out.data(), size_t(out.size()), plain.constData(), size_t(plain.size()), 3);
    out.truncate(qsizetype(size));
    return out;
}

} // namespace sluice::test
