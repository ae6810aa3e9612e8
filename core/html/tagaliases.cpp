// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/tagaliases.h"

#include "core/html/whitespace.h"

#include <algorithm>
#include <iterator>

namespace sluice::core {

namespace {

struct Alias
{
    std::string_view name;  ///< what it is
    std::string_view alias; ///< what the parser sees
    std::string_view plain; ///< what the alias is when a page writes it
};

/// <dialog> and <search> close paragraphs like <center>; <menuitem> and <isindex> have lost their old meaning; with
/// scripting <noscript> holds text like <noframes>.
constexpr Alias aliases[] = {
    {"dialog", "cEnTeR", "center"},           {"search", "CeNtEr", "center"},
    {"menuitem", "x-mEnUiTeM", "x-menuitem"}, {"isindex", "x-iSiNdEx", "x-isindex"},
    {"noscript", "nOfRaMeS", "noframes"},
};

/// Most tags are none of these; this tells them apart quickly.
bool canBeAlias(GumboTag tag)
{
    return tag == GUMBO_TAG_UNKNOWN || tag == GUMBO_TAG_CENTER || tag == GUMBO_TAG_MENUITEM ||
           tag == GUMBO_TAG_ISINDEX || tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_NOFRAMES;
}

} // namespace

std::string_view aliasOf(const MarkupToken &tag, bool isScripting)
{
    if (!canBeAlias(tag.tag) || (tag.tag == GUMBO_TAG_NOSCRIPT && !isScripting))
        return {};
    for (const Alias &alias : aliases) {
        if (equalsIgnoringCase(tag.name, alias.name))
            return alias.alias;
        if (tag.name == alias.alias)
            return alias.plain;
    }
    return {};
}

GumboTag ruleTag(const MarkupToken &tag)
{
    const bool isLikeCenter = tag.tag == GUMBO_TAG_UNKNOWN &&
                              (equalsIgnoringCase(tag.name, "dialog") || equalsIgnoringCase(tag.name, "search"));
    return isLikeCenter ? GUMBO_TAG_CENTER : tag.tag;
}

std::string_view nameBehindAlias(std::string_view written)
{
    const auto *found = std::find_if(std::begin(aliases), std::end(aliases),
                                     [written](const Alias &alias) { return alias.alias == written; });
    return found == std::end(aliases) ? std::string_view() : found->name;
}

} // namespace sluice::core
