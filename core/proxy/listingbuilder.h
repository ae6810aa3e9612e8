// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxylisting.h"

#include <QPair>
#include <QSet>

namespace sluice::core {

/// `text` with the passwords of what looks like proxies in it taken out, cut to 200 characters: for messages.
[[nodiscard]] QString withoutPasswords(const QString &text);

/// Collects a listing within its limits, each proxy once.
class ListingBuilder final
{
public:
    static constexpr qsizetype maximumProxies = 100'000;
    static constexpr qsizetype maximumRefused = 1'000;

    explicit ListingBuilder(ProxyType fallback)
        : m_fallback(fallback)
    {}

    [[nodiscard]] ProxyType fallback() const { return m_fallback; }
    /// Takes a proxy with what the list says of it; `details` has everything but the key.
    void add(const WrittenProxy &proxy, const ProxyRecord &details = {});
    void refuse(int line, const QString &text, const QString &reason);
    [[nodiscard]] bool isFull() const { return m_listing.isCut; }
    [[nodiscard]] qsizetype count() const { return m_listing.proxies.size(); }
    [[nodiscard]] ProxyListing take(const QString &layout);

private:
    ProxyType m_fallback;
    ProxyListing m_listing;
    QSet<ProxyKey> m_keys;
};

} // namespace sluice::core
