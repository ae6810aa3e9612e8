// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gumbo.h>

#include <string_view>

namespace sluice::core {

enum class MarkupKind { Text, StartTag, EndTag, Other, End };

/// One piece of markup.
struct MarkupToken
{
    MarkupKind kind = MarkupKind::End;
    std::string_view whole;              ///< all of it, from '<' to '>' for a tag
    std::string_view name;               ///< tags: as written
    GumboTag tag = GUMBO_TAG_UNKNOWN;    ///< tags: what that is
    bool isSelfClosing = false;          ///< start tags: ends in "/>"
    bool isUnfinished = false;           ///< tags: the source ends inside it, so that it does not count
    const char *cutAttributes = nullptr; ///< start tags with too many attributes: where the first one too many begins
    int attributeCount = 0;              ///< start tags: repeated ones included
};

/// Cuts HTML into text, tags and the rest (comments, doctype, CDATA) in linear time without building anything: the
/// boundaries of the tokenizer (HTML Standard, 13.2.5), not its values.
class MarkupScanner final
{
public:
    /// More attributes on a tag than this cost quadratic time when they are checked for repetition.
    static constexpr int attributeCap = 512;

    explicit MarkupScanner(std::string_view source, bool isScripting = false);

    /// The next piece; kind End at the end. `isForeign`: the current node is an SVG or MathML element, so that CDATA
    /// sections exist and raw text elements do not.
    [[nodiscard]] MarkupToken next(bool isForeign = false);

private:
    [[nodiscard]] MarkupToken scanText();
    [[nodiscard]] MarkupToken scanRawText();
    [[nodiscard]] MarkupToken scanTag(MarkupKind kind, const char *name);
    [[nodiscard]] MarkupToken scanComment();
    [[nodiscard]] MarkupToken scanTo(std::string_view terminator, const char *from);
    [[nodiscard]] MarkupToken take(MarkupKind kind, const char *end);
    void scanAttributes(MarkupToken &token, const char *from);
    [[nodiscard]] const char *scanAttributeValue(const char *at) const;
    [[nodiscard]] const char *endOfRawText() const;
    [[nodiscard]] const char *endOfScript() const;
    [[nodiscard]] bool isTagAt(const char *at, std::string_view name) const;
    [[nodiscard]] const char *find(char c, const char *from) const;

    const char *m_at;
    const char *m_end;
    bool m_isScripting;
    bool m_isForeign = false;
    std::string_view m_rawTextName; ///< the element whose content comes next, as written; empty = ordinary content
    GumboTag m_rawTextTag = GUMBO_TAG_UNKNOWN;
};

} // namespace sluice::core
