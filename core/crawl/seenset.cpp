// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/seenset.h"

namespace sluice::core {

namespace {

constexpr size_t partCount = 256;
constexpr size_t firstSlots = 8;

/// Where a key's search begins: maps 32 bits of it evenly onto any number of slots.
size_t startOf(quint32 word, size_t slots)
{
    return size_t((quint64(word) * slots) >> 32);
}

} // namespace

bool SeenSet::Slot::holds(const UrlKey &other) const
{
    return key[0] == quint32(other.low) && key[1] == quint32(other.low >> 32) && key[2] == quint32(other.high) &&
           key[3] == quint32(other.high >> 32);
}

SeenSet::SeenSet()
    : m_parts(partCount)
{}

std::optional<UrlIndex> SeenSet::find(const UrlKey &key) const
{
    const std::vector<Slot> &slots = m_parts[key.high >> 56].slots;
    if (slots.empty())
        return {};
    for (size_t i = startOf(quint32(key.low), slots.size());; i = (i + 1 == slots.size()) ? 0 : i + 1) {
        if (slots[i].index == empty)
            return {};
        if (slots[i].holds(key))
            return slots[i].index;
    }
}

void SeenSet::insert(const UrlKey &key, UrlIndex index)
{
    Part &part = m_parts[key.high >> 56];
    if ((part.used + 1) * size_t(5) > part.slots.size() * size_t(4))
        grow(part);
    Slot slot;
    slot.key[0] = quint32(key.low);
    slot.key[1] = quint32(key.low >> 32);
    slot.key[2] = quint32(key.high);
    slot.key[3] = quint32(key.high >> 32);
    slot.index = index;
    place(part.slots, slot);
    ++part.used;
    ++m_size;
}

void SeenSet::place(std::vector<Slot> &slots, const Slot &slot)
{
    size_t i = startOf(slot.key[0], slots.size());
    while (slots[i].index != empty)
        i = (i + 1 == slots.size()) ? 0 : i + 1;
    slots[i] = slot;
}

void SeenSet::grow(Part &part)
{
    std::vector<Slot> larger(std::max(firstSlots, part.slots.size() + part.slots.size() / 4));
    for (const Slot &slot : part.slots) {
        if (slot.index != empty)
            place(larger, slot);
    }
    part.slots = std::move(larger);
}

qsizetype SeenSet::memoryBytes() const
{
    size_t bytes = m_parts.size() * sizeof(Part);
    for (const Part &part : m_parts)
        bytes += part.slots.capacity() * sizeof(Slot);
    return qsizetype(bytes);
}

} // namespace sluice::core
