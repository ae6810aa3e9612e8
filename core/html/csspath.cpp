// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/cssidentifier.h"
#include "core/html/serializer.h"

#include <algorithm>
#include <vector>

namespace sluice::core {

namespace {

bool isUniqueByName(const Document &document, NodeId id)
{
    if (document.isElement(id, "html"))
        return document.node(id).parent == document.root();
    const NodeId parent = document.node(id).parent;
    return (document.isElement(id, "head") || document.isElement(id, "body")) && document.isElement(parent, "html") &&
           document.node(parent).parent == document.root();
}

int positionAmongElements(const Document &document, NodeId id)
{
    int position = 1;
    for (NodeId before = document.node(id).previousSibling; before != noNode;
         before = document.node(before).previousSibling)
        position += document.isElement(before) ? 1 : 0;
    return position;
}

QByteArray step(const Document &document, NodeId id)
{
    QByteArray text = escapeCssIdentifier(document.node(id).text);
    if (!isUniqueByName(document, id))
        text += ":nth-child(" + QByteArray::number(positionAmongElements(document, id)) + ')';
    return text;
}

} // namespace

QByteArray cssPath(const Document &document, NodeId id)
{
    std::vector<NodeId> way;
    for (NodeId at = id; at != noNode; at = document.node(at).parent) {
        if (document.isElement(at))
            way.push_back(at);
    }
    QByteArray path;
    std::for_each(way.rbegin(), way.rend(),
                  [&](NodeId at) { path += (path.isEmpty() ? QByteArray() : QByteArray(" > ")) + step(document, at); });
    return path;
}

} // namespace sluice::core
