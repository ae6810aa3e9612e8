// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/selector.h"

#include "core/html/selectorparser.h"
#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

namespace {

/// Whether the white-space separated list `words` has `word`.
bool hasWord(std::string_view words, std::string_view word)
{
    std::size_t at = words.find(word);
    while (at != std::string_view::npos && !word.empty()) {
        const std::size_t end = at + word.size();
        const bool isWhole =
            (at == 0 || isHtmlSpace(words[at - 1])) && (end == words.size() || isHtmlSpace(words[end]));
        if (isWhole)
            return true;
        at = words.find(word, at + 1);
    }
    return false;
}

} // namespace

Result<Selector, SelectorFailure> Selector::compile(const QString &text)
{
    Result<QList<Compound>, SelectorFailure> alternatives = SelectorParser(text).parse();
    if (!alternatives)
        return tl::unexpected(std::move(alternatives).error());
    Selector selector;
    selector.m_alternatives = *std::move(alternatives);
    return selector;
}

bool Selector::matchesCompound(const Document &document, NodeId element, const Compound &compound)
{
    const Document::Node &node = document.node(element);
    if (!compound.type.isEmpty()) {
        const bool isHtml = node.ns == NodeNamespace::Html;
        if (node.text != viewOf(isHtml ? compound.type : compound.typeAsWritten))
            return false;
    }
    const std::string_view id = compound.ids.isEmpty() ? std::string_view() : document.attribute(element, "id");
    const auto isItsId = [id](const QByteArray &wanted) { return id == viewOf(wanted); };
    if (!std::all_of(compound.ids.begin(), compound.ids.end(), isItsId))
        return false;
    const std::string_view classes =
        compound.classes.isEmpty() ? std::string_view() : document.attribute(element, "class");
    const auto isItsClass = [classes](const QByteArray &wanted) { return hasWord(classes, viewOf(wanted)); };
    return std::all_of(compound.classes.begin(), compound.classes.end(), isItsClass);
}

bool Selector::matches(const Document &document, NodeId element) const
{
    if (!document.isElement(element))
        return false;
    return std::any_of(m_alternatives.begin(), m_alternatives.end(),
                       [&](const Compound &compound) { return matchesCompound(document, element, compound); });
}

QList<NodeId> Selector::selectAll(const Document &document, NodeId within) const
{
    QList<NodeId> found;
    for (NodeId id = document.nextInTree(within, within); id != noNode; id = document.nextInTree(id, within)) {
        if (matches(document, id))
            found.append(id);
    }
    return found;
}

} // namespace sluice::core
