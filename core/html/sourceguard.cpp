// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/sourceguard.h"

#include "core/html/tagaliases.h"
#include "core/html/tagtraits.h"
#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

SourceGuard::SourceGuard(const QByteArray &source, int depthCap, bool isScripting)
    : m_source(source)
    , m_depthCap(std::size_t(std::max(depthCap, 4)))
    , m_isScripting(isScripting)
    , m_copied(m_source.constData())
{}

GuardedSource SourceGuard::run()
{
    MarkupScanner scanner(viewOf(m_source), m_isScripting);
    MarkupToken token = scanner.next();
    while (token.kind != MarkupKind::End) {
        token.tag = ruleTag(token);
        if (token.kind == MarkupKind::StartTag && !token.isUnfinished)
            startTag(token);
        else if (token.kind == MarkupKind::EndTag && !token.isUnfinished)
            endTag(token);
        token = scanner.next(m_elements.isForeign());
    }
    if (m_copied == m_source.constData())
        m_result.text = m_source;
    else
        copyTo(m_source.constData() + m_source.size());
    return std::move(m_result);
}

void SourceGuard::startTag(const MarkupToken &tag)
{
    if (isRepeatedRoot(tag)) {
        drop(tag.whole);
        return;
    }
    m_elements.closeFor(tag);
    leaveCap(tag);
    if (m_elements.staysOpen(tag)) {
        if (m_elements.depth() >= m_depthCap) {
            startBeyondCap(tag);
            return;
        }
        rename(tag);
        m_elements.push(tag);
    } else {
        rename(tag);
    }
    if (tag.cutAttributes)
        cutAttributes(tag);
}

/// Attributes of further <html> and <body> tags go to the first one's element, and each is compared with all it has.
bool SourceGuard::isRepeatedRoot(const MarkupToken &tag)
{
    if (tag.attributeCount == 0 || (tag.tag != GUMBO_TAG_HTML && tag.tag != GUMBO_TAG_BODY))
        return false;
    int &count = m_rootAttributes[tag.tag == GUMBO_TAG_BODY ? 1 : 0];
    const bool isFirst = count == 0;
    count = std::min(count + tag.attributeCount, MarkupScanner::attributeCap + 1);
    const bool isTooMuch = !isFirst && count > MarkupScanner::attributeCap;
    m_result.isTrimmed = m_result.isTrimmed || isTooMuch;
    return isTooMuch;
}

void SourceGuard::startBeyondCap(const MarkupToken &tag)
{
    m_result.isFlattened = true;
    const std::uint32_t traits = tagTraits(tag.tag);
    if ((traits & (TagTrait::TablePart | TagTrait::Once)) != 0 || tag.tag == GUMBO_TAG_TEMPLATE) {
        ++m_dropped[tag.tag];
        drop(tag.whole);
        return;
    }
    if (!m_slot.empty()) {
        ++m_dropped[m_slotTag];
        insertEndTag(m_slot, tag.whole.data());
    }
    const std::string_view alias = aliasOf(tag, m_isScripting);
    m_slot = alias.empty() ? tag.name : alias;
    m_slotHash = OpenElements::hashOf(tag.name);
    m_slotTag = tag.tag;
    rename(tag);
    if (tag.cutAttributes)
        cutAttributes(tag);
}

void SourceGuard::endTag(const MarkupToken &tag)
{
    if (m_elements.depth() >= m_depthCap) {
        const bool isSlot = !m_slot.empty() && tag.tag == m_slotTag && OpenElements::hashOf(tag.name) == m_slotHash;
        if (isSlot) {
            m_slot = {};
            rename(tag);
            return;
        }
        if (m_dropped[tag.tag] > 0) {
            --m_dropped[tag.tag];
            drop(tag.whole);
            return;
        }
    }
    if (m_elements.isForeign() && (tag.tag == GUMBO_TAG_P || tag.tag == GUMBO_TAG_BR))
        leaveForeignBefore(tag);
    rename(tag);
    m_elements.closeByEndTag(tag);
    leaveCap(tag);
}

void SourceGuard::leaveCap(const MarkupToken &tag)
{
    if (m_elements.depth() >= m_depthCap || !m_result.isFlattened)
        return;
    if (!m_slot.empty())
        insertEndTag(m_slot, tag.whole.data());
    m_slot = {};
    m_dropped.fill(0);
}

void SourceGuard::cutAttributes(const MarkupToken &tag)
{
    const char *const end = tag.whole.data() + tag.whole.size() - (tag.isSelfClosing ? 2 : 1);
    drop({tag.cutAttributes, std::size_t(end - tag.cutAttributes)});
    m_result.isTrimmed = true;
}

void SourceGuard::rename(const MarkupToken &tag)
{
    const std::string_view alias = m_elements.isForeign() ? std::string_view() : aliasOf(tag, m_isScripting);
    if (alias.empty())
        return;
    drop(tag.name);
    m_result.text.append(alias.data(), qsizetype(alias.size()));
}

void SourceGuard::leaveForeignBefore(const MarkupToken &endTag)
{
    for (; m_elements.isForeign(); m_elements.popForeign())
        insertEndTag(m_elements.currentName(), endTag.whole.data());
}

void SourceGuard::copyTo(const char *end)
{
    m_result.text.append(m_copied, end - m_copied);
    m_copied = end;
}

void SourceGuard::insertEndTag(std::string_view name, const char *before)
{
    copyTo(before);
    m_result.text.append("</").append(name.data(), qsizetype(name.size())).append('>');
}

void SourceGuard::drop(std::string_view piece)
{
    copyTo(piece.data());
    m_copied = piece.data() + piece.size();
}

} // namespace sluice::core
