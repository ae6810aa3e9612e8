// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/sourcemap.h"

#include "core/html/markupscanner.h"

#include <QHash>

#include <algorithm>

namespace sluice::ui {

using core::Document;
using core::MarkupKind;
using core::NodeId;

namespace {

/// A start tag of the source.
struct Tag
{
    ByteRange place;
    qsizetype end = 0; ///< behind its end tag; 0 = it has none
    int attributes = 0;
};

using TagsByName = QHash<QByteArray, std::vector<Tag>>;

QByteArray lowerName(std::string_view name)
{
    return QByteArray(name.data(), qsizetype(name.size())).toLower();
}

TagsByName scanTags(const QByteArray &source)
{
    const std::string_view text(source.constData(), size_t(source.size()));
    core::MarkupScanner scanner(text);
    TagsByName tags;
    QHash<QByteArray, std::vector<size_t>> open;
    for (core::MarkupToken token = scanner.next(); token.kind != MarkupKind::End; token = scanner.next()) {
        if (token.isUnfinished || (token.kind != MarkupKind::StartTag && token.kind != MarkupKind::EndTag))
            continue;
        const QByteArray name = lowerName(token.name);
        const ByteRange place{token.whole.data() - text.data(), qsizetype(token.whole.size())};
        std::vector<size_t> &waiting = open[name];
        if (token.kind == MarkupKind::StartTag) {
            std::vector<Tag> &list = tags[name];
            list.push_back({place, 0, token.attributeCount});
            if (!token.isSelfClosing)
                waiting.push_back(list.size() - 1);
        } else if (!waiting.empty()) {
            tags[name][waiting.back()].end = place.from + place.size;
            waiting.pop_back();
        }
    }
    return tags;
}

bool fits(const Tag &tag, const Document &document, NodeId element)
{
    return tag.attributes == int(document.attributes(element).size());
}

/// The elements of one name and its tags, both in order: one to one where they are as many, else each element takes the
/// next tag with as many attributes.
void assign(const std::vector<NodeId> &elements, const std::vector<Tag> &tags, const Document &document,
            std::vector<const Tag *> &chosen)
{
    size_t at = 0;
    const bool isEven = elements.size() == tags.size();
    for (const NodeId element : elements) {
        size_t next = at;
        while (!isEven && next < tags.size() && !fits(tags[next], document, element))
            ++next;
        if (next >= tags.size())
            continue; // added by the parser; the next one may be in the source
        chosen[element] = &tags[next];
        at = next + 1;
    }
}

} // namespace

std::vector<ByteRange> mapSource(const Document &document, const QByteArray &source)
{
    const TagsByName tags = scanTags(source);
    QHash<QByteArray, std::vector<NodeId>> elements;
    for (NodeId id = 0; id < document.nodeCount(); ++id) {
        if (document.isElement(id))
            elements[lowerName(document.node(id).text)].push_back(id);
    }
    std::vector<const Tag *> chosen(document.nodeCount(), nullptr);
    for (auto it = elements.cbegin(); it != elements.cend(); ++it) {
        if (const auto found = tags.constFind(it.key()); found != tags.cend())
            assign(it.value(), *found, document, chosen);
    }
    std::vector<ByteRange> ranges(document.nodeCount());
    for (NodeId id = 0; id < document.nodeCount(); ++id) {
        if (!chosen[id])
            continue;
        const ByteRange place = chosen[id]->place;
        const qsizetype tagEnd = place.from + place.size;
        qsizetype end = std::max(chosen[id]->end, tagEnd);
        // An end tag behind the next element belongs to another one.
        const NodeId next = document.nextSkippingChildren(id);
        if (next != core::noNode && chosen[next] && chosen[next]->place.from >= tagEnd)
            end = std::min(end, chosen[next]->place.from);
        ranges[id] = {place.from, end - place.from};
    }
    return ranges;
}

} // namespace sluice::ui
