// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/decoders.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace sluice::core {

namespace {

constexpr qint64 firstStep = 16 << 10;
constexpr qint64 longestStep = 1 << 20;
constexpr qsizetype longestFeed = 1 << 30; // zlib counts input in 32 bits
constexpr int zstdWindowLog = 23;          // 8 MiB

/// A zlib inflater that ends itself.
class Inflater final
{
public:
    explicit Inflater(int windowBits) { m_isReady = inflateInit2(&m_stream, windowBits) == Z_OK; }
    ~Inflater()
    {
        if (m_isReady)
            inflateEnd(&m_stream);
    }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    /// Decodes one stream from `position` on and moves `position` behind it.
    DecodeEnd run(const QByteArray &input, qsizetype &position, DecodedBytes &output)
    {
        if (!m_isReady || inflateReset(&m_stream) != Z_OK)
            return DecodeEnd::Broken;
        while (true) {
            if (const DecodeEnd room = output.makeRoom(); room != DecodeEnd::Whole)
                return room;
            const int result = step(input, position, output);
            if (result == Z_STREAM_END)
                return DecodeEnd::Whole;
            if (result != Z_OK && result != Z_BUF_ERROR)
                return DecodeEnd::Broken;
            if (position == input.size() && output.room() > 0)
                return DecodeEnd::Cut; // nothing to read and nothing waiting to be written
        }
    }

private:
    int step(const QByteArray &input, qsizetype &position, DecodedBytes &output)
    {
        const qsizetype feed = std::min(input.size() - position, longestFeed);
        const qsizetype room = output.room();
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(input.constData() + position));
        m_stream.avail_in = uInt(feed);
        m_stream.next_out = reinterpret_cast<Bytef *>(output.next());
        m_stream.avail_out = uInt(room);
        const int result = inflate(&m_stream, Z_NO_FLUSH);
        position += feed - qsizetype(m_stream.avail_in);
        output.advance(room - qsizetype(m_stream.avail_out));
        return result;
    }

    z_stream m_stream{};
    bool m_isReady = false;
};

bool looksLikeZlib(const QByteArray &input)
{
    if (input.size() < 2)
        return false;
    const int method = uchar(input[0]);
    return (method & 0x0f) == Z_DEFLATED && (method >> 4) <= 7 && (method * 256 + uchar(input[1])) % 31 == 0;
}

bool isZstdFrame(const QByteArray &input, qsizetype position)
{
    if (input.size() - position < 4)
        return false;
    const auto *bytes = reinterpret_cast<const uchar *>(input.constData() + position);
    const quint32 magic =
        quint32(bytes[0]) | quint32(bytes[1]) << 8 | quint32(bytes[2]) << 16 | quint32(bytes[3]) << 24;
    return magic == ZSTD_MAGICNUMBER || (magic & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

} // namespace

DecodedBytes::~DecodedBytes()
{
    if (m_ticket && !m_isFinished)
        m_ticket->give(m_bytes.size());
}

DecodeEnd DecodedBytes::makeRoom()
{
    if (isOverCap())
        return DecodeEnd::Full;
    if (room() > 0)
        return DecodeEnd::Whole;
    // One byte past the cap may be written: it tells a body of exactly the cap from a longer one.
    const qint64 step = std::min(std::clamp<qint64>(m_used, firstStep, longestStep), m_cap + 1 - m_used);
    if (m_ticket && !m_ticket->tryTake(step))
        return DecodeEnd::NoRoom;
    m_bytes.reserve(m_bytes.size() + step); // exactly that: resize() alone would round up to a power of two
    m_bytes.resize(m_bytes.size() + step);
    return DecodeEnd::Whole;
}

QByteArray DecodedBytes::finish()
{
    m_isFinished = true;
    const qsizetype spare = room();
    m_bytes.resize(m_used);
    m_bytes.squeeze();
    if (m_ticket)
        m_ticket->give(spare);
    return std::exchange(m_bytes, {});
}

DecodeEnd decodeGzip(const QByteArray &input, DecodedBytes &output)
{
    Inflater inflater(16 + MAX_WBITS);
    qsizetype position = 0;
    do {
        if (const DecodeEnd end = inflater.run(input, position, output); end != DecodeEnd::Whole)
            return end;
    } while (input.size() - position > 1 && uchar(input[position]) == 0x1f && uchar(input[position + 1]) == 0x8b);
    return output.isOverCap() ? DecodeEnd::Full : DecodeEnd::Whole;
}

DecodeEnd decodeDeflate(const QByteArray &input, DecodedBytes &output)
{
    DecodeEnd end = DecodeEnd::Broken;
    if (looksLikeZlib(input)) {
        Inflater wrapped(MAX_WBITS);
        qsizetype position = 0;
        end = wrapped.run(input, position, output);
    }
    if (end == DecodeEnd::Broken) {
        Inflater bare(-MAX_WBITS);
        qsizetype position = 0;
        output.restart();
        end = bare.run(input, position, output);
    }
    return end == DecodeEnd::Whole && output.isOverCap() ? DecodeEnd::Full : end;
}

DecodeEnd decodeBrotli(const QByteArray &input, DecodedBytes &output)
{
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    size_t left = size_t(input.size());
    const auto *next = reinterpret_cast<const uint8_t *>(input.constData());
    while (true) {
        if (const DecodeEnd room = output.makeRoom(); room != DecodeEnd::Whole)
            return room;
        size_t free = size_t(output.room());
        auto *target = reinterpret_cast<uint8_t *>(output.next());
        const size_t before = free;
        const BrotliDecoderResult result =
            BrotliDecoderDecompressStream(decoder.get(), &left, &next, &free, &target, nullptr);
        output.advance(qsizetype(before - free));
        if (result == BROTLI_DECODER_RESULT_SUCCESS)
            return output.isOverCap() ? DecodeEnd::Full : DecodeEnd::Whole;
        if (result == BROTLI_DECODER_RESULT_ERROR)
            return DecodeEnd::Broken;
        if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
            return DecodeEnd::Cut; // it had all of it
    }
}

DecodeEnd decodeZstd(const QByteArray &input, DecodedBytes &output)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, zstdWindowLog);
    ZSTD_inBuffer in{input.constData(), size_t(input.size()), 0};
    while (true) {
        if (const DecodeEnd room = output.makeRoom(); room != DecodeEnd::Whole)
            return room;
        ZSTD_outBuffer out{output.next(), size_t(output.room()), 0};
        const size_t result = ZSTD_decompressStream(context.get(), &out, &in);
        output.advance(qsizetype(out.pos));
        if (ZSTD_isError(result))
            return DecodeEnd::Broken;
        if (result == 0 && !isZstdFrame(input, qsizetype(in.pos)))
            return output.isOverCap() ? DecodeEnd::Full : DecodeEnd::Whole;
        if (result != 0 && in.pos == in.size && out.pos < out.size)
            return DecodeEnd::Cut;
    }
}

} // namespace sluice::core
