// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urlkey.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <bit>

namespace sluice::core {

namespace {

struct SipState
{
    quint64 v0, v1, v2, v3;

    void round()
    {
        v0 += v1;
        v1 = std::rotl(v1, 13) ^ v0;
        v0 = std::rotl(v0, 32);
        v2 += v3;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1;
        v1 = std::rotl(v1, 17) ^ v2;
        v2 = std::rotl(v2, 32);
    }

    void absorb(quint64 word)
    {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    [[nodiscard]] quint64 squeeze()
    {
        for (int i = 0; i < 4; ++i)
            round();
        return v0 ^ v1 ^ v2 ^ v3;
    }
};

/// The last, incomplete word: the remaining bytes, and the length in its top byte.
quint64 lastWord(const char *rest, qsizetype count, qsizetype length)
{
    quint64 word = quint64(length) << 56;
    for (qsizetype i = 0; i < count; ++i)
        word |= quint64(quint8(rest[i])) << (8 * i);
    return word;
}

} // namespace

UrlKeyer UrlKeyer::random()
{
    QRandomGenerator *generator = QRandomGenerator::system();
    return UrlKeyer({generator->generate64(), generator->generate64()});
}

UrlKey UrlKeyer::keyOf(QByteArrayView text) const
{
    SipState state{0x736f6d6570736575ULL ^ m_secret[0], 0x646f72616e646f6dULL ^ m_secret[1] ^ 0xee,
                   0x6c7967656e657261ULL ^ m_secret[0], 0x7465646279746573ULL ^ m_secret[1]};
    const char *data = text.data();
    const qsizetype whole = text.size() & ~qsizetype(7);
    for (qsizetype i = 0; i < whole; i += 8)
        state.absorb(qFromLittleEndian<quint64>(data + i));
    state.absorb(lastWord(data + whole, text.size() - whole, text.size()));
    state.v2 ^= 0xee;
    UrlKey key;
    key.low = state.squeeze();
    state.v1 ^= 0xdd;
    key.high = state.squeeze();
    return key;
}

} // namespace sluice::core
