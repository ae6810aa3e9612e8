// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/elementlanguage.h"

#include "core/html/elementsteps.h"
#include "core/html/whitespace.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace sluice::core {

namespace {

/// Cuts the first subtag off.
std::string_view takeSubtag(std::string_view &tag)
{
    const std::string_view subtag = tag.substr(0, tag.find('-'));
    tag.remove_prefix(std::min(subtag.size() + 1, tag.size()));
    return subtag;
}

/// Extended filtering of RFC 4647, 3.3.2.
bool isInRange(std::string_view language, std::string_view range)
{
    if (range.empty() || language.empty())
        return range.empty() && language.empty();
    const std::string_view first = takeSubtag(range);
    const std::string_view primary = takeSubtag(language);
    if (first != "*" && !equalsIgnoringCase(primary, first))
        return false;
    while (!range.empty()) {
        const std::string_view wanted = takeSubtag(range);
        if (wanted == "*")
            continue;
        while (true) {
            if (language.empty())
                return false;
            const std::string_view subtag = takeSubtag(language);
            if (equalsIgnoringCase(subtag, wanted))
                break;
            if (subtag.size() <= 1)
                return false;
        }
    }
    return true;
}

/// Whether the first strong character is written from right to left; nothing when there is none.
std::optional<bool> strongDirection(std::string_view text)
{
    const QString characters = QString::fromUtf8(text.data(), qsizetype(text.size()));
    for (const uint c : characters.toUcs4()) {
        const QChar::Direction direction = QChar::direction(c);
        if (direction == QChar::DirL)
            return false;
        if (direction == QChar::DirR || direction == QChar::DirAL)
            return true;
    }
    return {};
}

/// Elements whose text does not count for the direction of what they stand in.
bool hasDirectionOfItsOwn(const Document &document, NodeId element)
{
    for (const std::string_view name : {"bdi", "script", "style", "textarea"}) {
        if (document.isElement(element, name))
            return true;
    }
    const std::string_view dir = document.attribute(element, "dir");
    return equalsIgnoringCase(dir, "ltr") || equalsIgnoringCase(dir, "rtl") || equalsIgnoringCase(dir, "auto");
}

} // namespace

bool ElementLanguage::matchesAny(NodeId element, const std::vector<QByteArray> &ranges)
{
    const std::string_view language = languageOf(element);
    return std::any_of(ranges.begin(), ranges.end(),
                       [language](const QByteArray &range) { return isInRange(language, viewOf(range)); });
}

std::string_view ElementLanguage::languageOf(NodeId element)
{
    for (NodeId id = element; id != noNode; id = parentInTree(m_document, id)) {
        std::string_view plain;
        for (const Attribute &attribute : m_document.attributes(id)) {
            if (attribute.name == "lang" && attribute.ns == AttributeNamespace::Xml)
                return attribute.value;
            if (attribute.name == "lang" && attribute.ns == AttributeNamespace::None)
                plain = attribute.value.data() ? attribute.value : std::string_view("");
        }
        if (plain.data() && m_document.node(id).ns != NodeNamespace::MathMl)
            return plain;
    }
    return pragmaLanguage();
}

/// <meta http-equiv=content-language> (HTML Standard, 4.2.5.3).
std::string_view ElementLanguage::pragmaLanguage()
{
    if (m_pragma)
        return *m_pragma;
    m_pragma = std::string_view();
    for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
        if (!m_document.isElement(id, "meta") ||
            !equalsIgnoringCase(m_document.attribute(id, "http-equiv"), "content-language"))
            continue;
        const std::string_view content = trimHtmlSpace(m_document.attribute(id, "content"));
        const std::string_view word = content.substr(0, content.find_first_of(" \t\n\r\f"));
        if (!word.empty() && content.find(',') == std::string_view::npos)
            m_pragma = word;
    }
    return *m_pragma;
}

bool ElementLanguage::isRightToLeft(NodeId element)
{
    for (NodeId id = element; id != noNode && m_document.isElement(id); id = parentInTree(m_document, id)) {
        if (const std::optional<bool> own = ownDirection(id))
            return *own;
    }
    return false;
}

/// What the element itself says of its direction; nothing when it inherits.
std::optional<bool> ElementLanguage::ownDirection(NodeId element)
{
    if (m_document.node(element).ns != NodeNamespace::Html)
        return {};
    const std::string_view dir = m_document.attribute(element, "dir");
    const bool isLtr = equalsIgnoringCase(dir, "ltr");
    if (isLtr || equalsIgnoringCase(dir, "rtl"))
        return !isLtr;
    if (equalsIgnoringCase(dir, "auto") || m_document.isElement(element, "bdi"))
        return automaticDirection(element);
    const bool isTelephone =
        m_document.isElement(element, "input") && equalsIgnoringCase(m_document.attribute(element, "type"), "tel");
    return isTelephone ? std::optional(false) : std::nullopt;
}

bool ElementLanguage::automaticDirection(NodeId element)
{
    const auto known = m_automatic.find(element);
    if (known != m_automatic.end())
        return known->second;
    std::optional<bool> direction;
    if (m_document.isElement(element, "input"))
        direction = strongDirection(m_document.attribute(element, "value"));
    NodeId id = m_document.nextInTree(element, element);
    while (id != noNode && !direction) {
        if (m_document.node(id).type == NodeType::Text)
            direction = strongDirection(m_document.node(id).text);
        const bool isLeftOut = m_document.isElement(id) && hasDirectionOfItsOwn(m_document, id);
        id = isLeftOut ? nextOutside(m_document, id, element) : m_document.nextInTree(id, element);
    }
    m_automatic.emplace(element, direction.value_or(false));
    return direction.value_or(false);
}

} // namespace sluice::core
