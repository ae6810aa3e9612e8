// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace sluice::core {

/// Memory for one document: taken in large chunks, given back all at once. Blocks that are released meanwhile are used
/// again for the next request of their size, so that a parser's temporary strings do not spoil the processor's cache.
/// Chunks go to a small store of the thread that frees them and come back from there without page faults.
///
/// One thread at a time uses an arena; it may be destroyed on another thread than the one that filled it.
class Arena final
{
public:
    Arena() = default;
    ~Arena();
    Arena(const Arena &) = delete;
    Arena &operator=(const Arena &) = delete;

    /// `size` bytes, aligned for pointers; nullptr once footprint() would pass the limit.
    [[nodiscard]] void *allocate(std::size_t size)
    {
        if (size >= (std::size_t(1) << largestPower) - sizeof(Block))
            return nullptr;
        const std::uint32_t sizeClass = sizeClassOf(size);
        if (Block *block = m_free[sizeClass]) {
            m_free[sizeClass] = block->next;
            block->sizeClass = sizeClass;
            return block + 1;
        }
        const std::size_t bytes = bytesOf(sizeClass);
        return bytes > std::size_t(m_end - m_at) ? takeFresh(bytes, sizeClass) : place(bytes, sizeClass);
    }

    /// Takes back what allocate() gave; nullptr is allowed.
    void release(void *pointer)
    {
        if (!pointer)
            return;
        Block *block = static_cast<Block *>(pointer) - 1;
        const std::uint32_t sizeClass = block->sizeClass;
        block->next = m_free[sizeClass];
        m_free[sizeClass] = block;
    }

    /// A copy of `text` that lives as long as the arena. Ignores the limit.
    [[nodiscard]] std::string_view keep(std::string_view text);

    /// Gives everything back; the arena is as new, its limit stays.
    void clear();

    void setLimit(std::size_t bytes) { m_limit = bytes; }
    /// Bytes taken from chunks so far, and whole blocks too large for a chunk.
    [[nodiscard]] std::size_t footprint() const { return m_closed + std::size_t(m_at - m_begin); }

private:
    union Block {
        Block *next;             ///< while released
        std::uint32_t sizeClass; ///< while in use
    };

    static constexpr std::size_t smallest = 16;       ///< bytes between two small classes
    static constexpr std::uint32_t smallClasses = 64; ///< classes of 16, 32, … 1,024 bytes, then powers of two
    static constexpr std::uint32_t largestPower = 40; ///< 2^40 bytes: nothing larger is given
    static constexpr std::uint32_t classCount = smallClasses + largestPower + 1;

    [[nodiscard]] static std::uint32_t sizeClassOf(std::size_t size);
    [[nodiscard]] static std::size_t bytesOf(std::uint32_t sizeClass);
    [[nodiscard]] void *place(std::size_t bytes, std::uint32_t sizeClass)
    {
        if (footprint() + bytes > m_limit)
            return nullptr;
        Block *block = reinterpret_cast<Block *>(m_at);
        m_at += bytes;
        block->sizeClass = sizeClass;
        return block + 1;
    }
    [[nodiscard]] void *takeFresh(std::size_t bytes, std::uint32_t sizeClass);
    void openChunk();

    std::byte *m_begin = nullptr;
    std::byte *m_at = nullptr;
    std::byte *m_end = nullptr;
    std::size_t m_closed = 0;
    std::size_t m_limit = SIZE_MAX;
    std::array<Block *, classCount> m_free{};
    std::vector<std::unique_ptr<std::byte[]>> m_chunks;
    std::vector<std::unique_ptr<std::byte[]>> m_large;
};

inline std::uint32_t Arena::sizeClassOf(std::size_t size)
{
    const std::size_t whole = size + sizeof(Block);
    if (whole <= smallest * smallClasses)
        return std::uint32_t((whole + smallest - 1) / smallest);
    return smallClasses + (64U - std::uint32_t(__builtin_clzll(whole - 1)));
}

inline std::size_t Arena::bytesOf(std::uint32_t sizeClass)
{
    return sizeClass <= smallClasses ? sizeClass * smallest : std::size_t(1) << (sizeClass - smallClasses);
}

} // namespace sluice::core
