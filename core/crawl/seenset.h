// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/urlkey.h"

#include <QtGlobal>

#include <optional>
#include <vector>

namespace sluice::core {

/// A URL's place in the tables of one crawl, counted from 0 in the order found.
using UrlIndex = quint32;

/// Which URLs a crawl knows: fingerprint → index, 20 bytes a slot and 25 to 32 bytes a URL. Split into 256 parts that
/// grow one by one and by a quarter, so that growing never needs a second copy of the whole.
class SeenSet final
{
public:
    SeenSet();

    [[nodiscard]] std::optional<UrlIndex> find(const UrlKey &key) const;
    /// `key` must not be known yet.
    void insert(const UrlKey &key, UrlIndex index);

    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] qsizetype memoryBytes() const;

private:
    struct Slot
    {
        quint32 key[4] = {0, 0, 0, 0}; ///< four words rather than two: no padding
        UrlIndex index = empty;

        [[nodiscard]] bool holds(const UrlKey &other) const;
    };
    struct Part
    {
        std::vector<Slot> slots;
        quint32 used = 0;
    };
    static constexpr UrlIndex empty = 0xffffffffU;

    static void place(std::vector<Slot> &slots, const Slot &slot);
    static void grow(Part &part);

    std::vector<Part> m_parts;
    qsizetype m_size = 0;
};

} // namespace sluice::core
