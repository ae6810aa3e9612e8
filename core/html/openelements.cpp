// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/openelements.h"

#include "core/html/tagtraits.h"
#include "core/html/whitespace.h"

namespace sluice::core {

namespace {

bool isIntegrationPoint(GumboTag tag)
{
    switch (int(tag)) {
    case GUMBO_TAG_FOREIGNOBJECT:
    case GUMBO_TAG_DESC:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_MI:
    case GUMBO_TAG_MO:
    case GUMBO_TAG_MN:
    case GUMBO_TAG_MS:
    case GUMBO_TAG_MTEXT:
    case GUMBO_TAG_ANNOTATION_XML:
        return true;
    }
    return false;
}

bool isRubyText(GumboTag tag)
{
    return tag == GUMBO_TAG_RB || tag == GUMBO_TAG_RT || tag == GUMBO_TAG_RP || tag == GUMBO_TAG_RTC;
}

} // namespace

std::uint32_t OpenElements::hashOf(std::string_view name)
{
    std::uint32_t hash = 2166136261U;
    for (const char c : name)
        hash = (hash ^ std::uint8_t(toAsciiLower(c))) * 16777619U;
    return hash;
}

bool OpenElements::isForeign() const
{
    return !m_open.empty() && m_open.back().isForeign && !m_open.back().isIntegrationPoint;
}

bool OpenElements::matches(const Entry &entry, const MarkupToken &tag, std::uint32_t hash) const
{
    return entry.tag == tag.tag && (tag.tag != GUMBO_TAG_UNKNOWN || entry.nameHash == hash);
}

void OpenElements::popTo(std::size_t size)
{
    while (m_open.size() > size) {
        --m_counts[m_open.back().tag];
        m_open.pop_back();
    }
}

void OpenElements::removeAt(std::size_t index)
{
    --m_counts[m_open[index].tag];
    m_open.erase(m_open.begin() + std::ptrdiff_t(index));
}

void OpenElements::popIfInScope(GumboTag tag, std::uint32_t walls)
{
    if (!isOpen(tag))
        return;
    for (std::size_t i = m_open.size(); i-- > 0;) {
        if (m_open[i].tag == tag) {
            popTo(i);
            return;
        }
        if ((m_open[i].traits & walls) != 0 || m_open[i].isForeign)
            return;
    }
}

/// <li>, <dd> and <dt> close the one before them, unless a block other than address, div and p stands between.
void OpenElements::popItem(GumboTag first, GumboTag second)
{
    if (!isOpen(first) && !isOpen(second))
        return;
    for (std::size_t i = m_open.size(); i-- > 0;) {
        const GumboTag tag = m_open[i].tag;
        if (tag == first || tag == second) {
            popTo(i);
            return;
        }
        const bool isPassed = tag == GUMBO_TAG_ADDRESS || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_P;
        if ((m_open[i].traits & TagTrait::Special) != 0 && !isPassed)
            return;
    }
}

/// A part of a table closes what is open down to where it belongs.
void OpenElements::popTableContext(GumboTag tag)
{
    if (!isOpen(GUMBO_TAG_TABLE))
        return;
    const bool isCell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
    for (std::size_t i = m_open.size(); i-- > 0;) {
        const GumboTag open = m_open[i].tag;
        const bool isSection = open == GUMBO_TAG_TBODY || open == GUMBO_TAG_THEAD || open == GUMBO_TAG_TFOOT;
        const bool isContext = open == GUMBO_TAG_TABLE || open == GUMBO_TAG_TEMPLATE ||
                               (isSection && (isCell || tag == GUMBO_TAG_TR)) || (isCell && open == GUMBO_TAG_TR);
        if (isContext) {
            popTo(i + 1);
            return;
        }
    }
}

/// The adoption agency's effect on the number of open elements: with a block inside, the formatting element goes and
/// what stands above it stays; else all from it on goes.
void OpenElements::closeFormatting(GumboTag tag)
{
    if (!isOpen(tag))
        return;
    bool hasBlock = false;
    for (std::size_t i = m_open.size(); i-- > 0;) {
        if (m_open[i].tag == tag) {
            if (hasBlock)
                removeAt(i);
            else
                popTo(i);
            return;
        }
        if ((m_open[i].traits & TagTrait::ScopeWall) != 0)
            return;
        hasBlock = hasBlock || (m_open[i].traits & TagTrait::Special) != 0;
    }
}

void OpenElements::leaveForeign()
{
    std::size_t size = m_open.size();
    while (size > 0 && m_open[size - 1].isForeign && !m_open[size - 1].isIntegrationPoint)
        --size;
    popTo(size);
}

void OpenElements::closeFor(const MarkupToken &tag)
{
    if (isForeign()) {
        if ((tagTraits(tag.tag) & TagTrait::LeavesForeign) == 0)
            return;
        leaveForeign();
    }
    closeForHtml(tag);
}

void OpenElements::closeForHtml(const MarkupToken &tag)
{
    const std::uint32_t traits = tagTraits(tag.tag);
    if ((traits & TagTrait::ClosesParagraph) != 0) {
        if (tag.tag == GUMBO_TAG_LI)
            popItem(GUMBO_TAG_LI, GUMBO_TAG_LI);
        else if (tag.tag == GUMBO_TAG_DD || tag.tag == GUMBO_TAG_DT)
            popItem(GUMBO_TAG_DD, GUMBO_TAG_DT);
        popIfInScope(GUMBO_TAG_P, TagTrait::ScopeWall);
    }
    if (m_open.empty())
        return;
    const Entry &current = m_open.back();
    const bool isOption = tag.tag == GUMBO_TAG_OPTION || tag.tag == GUMBO_TAG_OPTGROUP;
    const bool endsCurrent = (traits & current.traits & TagTrait::Heading) != 0 ||
                             (isRubyText(tag.tag) && isRubyText(current.tag)) ||
                             (isOption && current.tag == GUMBO_TAG_OPTION);
    if (endsCurrent)
        popTo(m_open.size() - 1);
    else if (tag.tag == GUMBO_TAG_A || tag.tag == GUMBO_TAG_NOBR)
        closeFormatting(tag.tag);
    else if (tag.tag == GUMBO_TAG_BUTTON)
        popIfInScope(GUMBO_TAG_BUTTON, TagTrait::ScopeWall);
    else if ((traits & TagTrait::TablePart) != 0 && tag.tag != GUMBO_TAG_TABLE)
        popTableContext(tag.tag);
}

bool OpenElements::staysOpen(const MarkupToken &tag) const
{
    if (isForeign())
        return !tag.isSelfClosing;
    if ((tag.tag == GUMBO_TAG_SVG || tag.tag == GUMBO_TAG_MATH) && tag.isSelfClosing)
        return false;
    const std::uint32_t traits = tagTraits(tag.tag);
    return (traits & TagTrait::Void) == 0 && ((traits & TagTrait::Once) == 0 || !isOpen(tag.tag));
}

void OpenElements::push(const MarkupToken &tag)
{
    Entry entry;
    entry.tag = tag.tag;
    entry.name = tag.name;
    entry.isForeign = isForeign() || tag.tag == GUMBO_TAG_SVG || tag.tag == GUMBO_TAG_MATH;
    entry.isIntegrationPoint = entry.isForeign && isIntegrationPoint(tag.tag);
    if (entry.isIntegrationPoint)
        entry.traits = TagTrait::ScopeWall;
    else if (!entry.isForeign)
        entry.traits = tagTraits(tag.tag);
    entry.nameHash = tag.tag == GUMBO_TAG_UNKNOWN ? hashOf(tag.name) : 0;
    ++m_counts[tag.tag];
    m_open.push_back(entry);
}

void OpenElements::closeByEndTag(const MarkupToken &tag)
{
    const std::uint32_t traits = tagTraits(tag.tag);
    if (!isOpen(tag.tag) || (traits & TagTrait::Once) != 0)
        return; // </body> and </html> leave their elements on the stack
    if (m_open.back().isForeign) {
        closeForeignByEndTag(tag);
        return;
    }
    const std::uint32_t hash = tag.tag == GUMBO_TAG_UNKNOWN ? hashOf(tag.name) : 0;
    if (matches(m_open.back(), tag, hash)) {
        popTo(m_open.size() - 1);
        return;
    }
    if ((traits & TagTrait::Formatting) != 0) {
        closeFormatting(tag.tag);
    } else if ((traits & TagTrait::TablePart) != 0) {
        popIfInScope(tag.tag, TagTrait::TableWall);
    } else if ((traits & TagTrait::Special) != 0) {
        popIfInScope(tag.tag, tag.tag == GUMBO_TAG_TEMPLATE ? 0U : std::uint32_t(TagTrait::ScopeWall));
    } else {
        for (std::size_t i = m_open.size(); i-- > 0;) {
            if (matches(m_open[i], tag, hash))
                return popTo(i);
            if ((m_open[i].traits & TagTrait::Special) != 0)
                return;
        }
    }
}

void OpenElements::closeForeignByEndTag(const MarkupToken &tag)
{
    const std::uint32_t hash = tag.tag == GUMBO_TAG_UNKNOWN ? hashOf(tag.name) : 0;
    for (std::size_t i = m_open.size(); i-- > 0;) {
        if (matches(m_open[i], tag, hash))
            return popTo(i);
        if (!m_open[i].isForeign && (m_open[i].traits & TagTrait::Special) != 0)
            return;
    }
}

} // namespace sluice::core
