// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/arena.h"

#include <cstring>
#include <utility>

namespace sluice::core {

namespace {

constexpr std::size_t chunkBytes = 256 << 10;
/// 64 chunks (16 MiB) a thread: the tree of a large ordinary page.
constexpr std::size_t storedChunks = 64;

using Chunk = std::unique_ptr<std::byte[]>;

std::vector<Chunk> &chunkStore()
{
    thread_local std::vector<Chunk> store;
    return store;
}

} // namespace

Arena::~Arena()
{
    clear();
}

void Arena::clear()
{
    std::vector<Chunk> &store = chunkStore();
    for (Chunk &chunk : m_chunks) {
        if (store.size() < storedChunks)
            store.push_back(std::move(chunk));
    }
    m_chunks.clear();
    m_large.clear();
    m_begin = m_at = m_end = nullptr;
    m_closed = 0;
    m_free.fill(nullptr);
}

std::string_view Arena::keep(std::string_view text)
{
    const std::size_t limit = std::exchange(m_limit, SIZE_MAX);
    char *copy = static_cast<char *>(allocate(text.size() + 1));
    m_limit = limit;
    std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = '\0';
    return {copy, text.size()};
}

void *Arena::takeFresh(std::size_t bytes, std::uint32_t sizeClass)
{
    if (bytes > m_limit || footprint() > m_limit - bytes)
        return nullptr;
    if (bytes <= chunkBytes / 4) {
        openChunk();
        return place(bytes, sizeClass);
    }
    m_large.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    m_closed += bytes;
    Block *block = reinterpret_cast<Block *>(m_large.back().get());
    block->sizeClass = sizeClass;
    return block + 1;
}

void Arena::openChunk()
{
    m_closed += std::size_t(m_at - m_begin);
    std::vector<Chunk> &store = chunkStore();
    if (store.empty()) {
        m_chunks.push_back(std::make_unique_for_overwrite<std::byte[]>(chunkBytes));
    } else {
        m_chunks.push_back(std::move(store.back()));
        store.pop_back();
    }
    m_begin = m_at = m_chunks.back().get();
    m_end = m_begin + chunkBytes;
}

} // namespace sluice::core
