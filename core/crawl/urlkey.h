// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>

namespace sluice::core {

/// A URL's 128-bit fingerprint under a secret key: nobody who does not know the key can make two URLs share one, and by
/// chance two of 10^9 do so with probability below 10^-20.
struct UrlKey
{
    quint64 high = 0;
    quint64 low = 0;

    bool operator==(const UrlKey &) const = default;
};

/// Makes fingerprints: SipHash-2-4 with 128-bit output (Aumasson, Bernstein 2012). Any thread.
class UrlKeyer final
{
public:
    explicit UrlKeyer(const std::array<quint64, 2> &secret)
        : m_secret(secret)
    {}
    /// With a secret of the system's random generator.
    [[nodiscard]] static UrlKeyer random();

    [[nodiscard]] UrlKey keyOf(QByteArrayView text) const;

private:
    std::array<quint64, 2> m_secret;
};

} // namespace sluice::core
