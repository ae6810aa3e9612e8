// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/tagtraits.h"

#include <array>
#include <initializer_list>

namespace sluice::core {

namespace {

struct TagTable
{
    std::array<std::uint32_t, GUMBO_TAG_LAST + 1> traits{};
    std::array<std::string_view, GUMBO_TAG_LAST + 1> names{};

    TagTable()
    {
        for (int tag = 0; tag < GUMBO_TAG_LAST; ++tag)
            names[std::size_t(tag)] = gumbo_normalized_tagname(GumboTag(tag));
        addContentTraits();
        addStructureTraits();
    }

    void give(std::uint32_t trait, std::initializer_list<std::string_view> tags)
    {
        for (const std::string_view tag : tags) {
            const GumboTag id = gumbo_tagn_enum(tag.data(), unsigned(tag.size()));
            if (id != GUMBO_TAG_UNKNOWN)
                traits[id] |= trait;
        }
    }

    void addContentTraits()
    {
        give(TagTrait::Void, {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img",
                              "image", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"});
        give(TagTrait::Formatting,
             {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
        give(TagTrait::RawText,
             {"title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"});
        give(TagTrait::Heading, {"h1", "h2", "h3", "h4", "h5", "h6"});
        give(TagTrait::Once, {"html", "head", "body"});
        give(TagTrait::ClosesParagraph,
             {"address", "article", "aside",    "blockquote", "center",     "details",   "dialog", "dir",
              "div",     "dl",      "fieldset", "form",       "figcaption", "figure",    "footer", "h1",
              "h2",      "h3",      "h4",       "h5",         "h6",         "header",    "hgroup", "hr",
              "li",      "listing", "main",     "menu",       "nav",        "ol",        "p",      "pre",
              "section", "summary", "ul",       "dd",         "dt",         "plaintext", "table",  "xmp"});
    }

    void addStructureTraits()
    {
        give(TagTrait::Special,
             {"address",    "applet",   "area",   "article", "aside",     "base",     "basefont", "bgsound",
              "blockquote", "body",     "br",     "button",  "caption",   "center",   "col",      "colgroup",
              "dd",         "details",  "dir",    "div",     "dl",        "dt",       "embed",    "fieldset",
              "figcaption", "figure",   "footer", "form",    "frame",     "frameset", "h1",       "h2",
              "h3",         "h4",       "h5",     "h6",      "head",      "header",   "hgroup",   "hr",
              "html",       "iframe",   "img",    "input",   "keygen",    "li",       "link",     "listing",
              "main",       "marquee",  "menu",   "meta",    "nav",       "noembed",  "noframes", "noscript",
              "object",     "ol",       "p",      "param",   "plaintext", "pre",      "script",   "search",
              "section",    "select",   "source", "style",   "summary",   "table",    "tbody",    "td",
              "template",   "textarea", "tfoot",  "th",      "thead",     "title",    "tr",       "track",
              "ul",         "wbr",      "xmp"});
        give(TagTrait::ScopeWall, {"applet", "caption", "html", "table", "td", "th", "marquee", "object", "template"});
        give(TagTrait::TablePart,
             {"table", "caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th", "frameset"});
        give(TagTrait::TableWall, {"table", "template", "html"});
        give(TagTrait::LeavesForeign,
             {"b",     "big",   "blockquote", "body",   "br",   "center", "code",  "dd", "div",  "dl",   "dt",
              "em",    "embed", "h1",         "h2",     "h3",   "h4",     "h5",    "h6", "head", "hr",   "i",
              "img",   "li",    "listing",    "menu",   "meta", "nobr",   "ol",    "p",  "pre",  "ruby", "s",
              "small", "span",  "strong",     "strike", "sub",  "sup",    "table", "tt", "u",    "ul",   "var"});
    }
};

const TagTable &table()
{
    static const TagTable built;
    return built;
}

} // namespace

std::uint32_t tagTraits(GumboTag tag)
{
    return table().traits[tag];
}

std::string_view tagName(GumboTag tag)
{
    return table().names[tag];
}

} // namespace sluice::core
