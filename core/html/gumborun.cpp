// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/gumborun.h"

#include <csetjmp>
#include <ctime>

namespace sluice::core {

namespace {

/// The processor time a parse may take: about fifty times what ordinary pages need. The guards in front of the parser
/// keep known hostile pages far below it; this is for the unknown ones.
constexpr std::int64_t baseNs = 4'000'000'000;
constexpr std::int64_t perByteNs = 2'000;
constexpr std::uint32_t allocationsBetweenChecks = 1U << 14;

std::int64_t threadTimeNs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::int64_t(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

} // namespace

GumboRun::GumboRun(Arena &arena)
    : m_arena(arena)
    , m_options(kGumboDefaultOptions)
{
    m_options.allocator = &GumboRun::allocate;
    m_options.deallocator = &GumboRun::release;
    m_options.userdata = this;
    m_options.max_errors = 0;
}

void GumboRun::setFragment(GumboTag context, GumboNamespaceEnum ns)
{
    m_options.fragment_context = context;
    m_options.fragment_namespace = ns;
}

const GumboOutput *GumboRun::parse(std::string_view source)
{
    m_nodesMade = 0;
    m_attributesMade = 0;
    m_allocations = 0;
    m_deadlineNs = threadTimeNs() + baseNs + perByteNs * std::int64_t(source.size());
    // Gumbo does not look at what its allocator returns, so there is no way to tell it that memory has run out. A jump
    // past its frames is safe: it is C without anything to unwind, all it holds lies in the arena, and this function
    // has no local with a destructor and changes none between setjmp() and longjmp().
    std::jmp_buf wayOut;
    m_wayOut = &wayOut;
    if (setjmp(wayOut) != 0) {
        m_wayOut = nullptr;
        return nullptr;
    }
    const GumboOutput *output = gumbo_parse_with_options(&m_options, source.data(), source.size());
    m_wayOut = nullptr;
    return output;
}

void *GumboRun::allocate(void *self, std::size_t size)
{
    auto *run = static_cast<GumboRun *>(self);
    run->m_nodesMade += size == sizeof(GumboNode) ? 1 : 0;
    run->m_attributesMade += size == sizeof(GumboAttribute) ? 1 : 0;
    void *memory = run->m_arena.allocate(size);
    const bool isDue = ++run->m_allocations % allocationsBetweenChecks == 0;
    if (!memory || (isDue && run->isOverdue()))
        std::longjmp(*static_cast<std::jmp_buf *>(run->m_wayOut), 1);
    return memory;
}

void GumboRun::release(void *self, void *pointer)
{
    static_cast<GumboRun *>(self)->m_arena.release(pointer);
}

bool GumboRun::isOverdue() const
{
    return threadTimeNs() > m_deadlineNs;
}

} // namespace sluice::core
