// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/pickedelement.h"

#include "core/extract/elementtext.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::Document;
using core::NodeId;
using core::noNode;

namespace {

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

QString attribute(const Document &document, NodeId node, const char *name)
{
    return text(document.attribute(node, name));
}

/// Case is a matter of style sheets, and white space of the renderer.
QString essence(const QString &shown)
{
    QString plain = shown.toCaseFolded();
    plain.removeIf([](QChar c) { return c.isSpace(); });
    return plain;
}

bool isAlike(const Document &document, NodeId node, const PickedElement &element)
{
    return text(document.node(node).text) == element.tag() &&
           attribute(document, node, "id") == element.attributes.value(u"id"_s) &&
           attribute(document, node, "class").simplified() == element.attributes.value(u"class"_s).simplified();
}

bool hasSameText(const Document &document, NodeId node, const PickedElement &element)
{
    return essence(core::elementText(document, node)) == essence(element.text);
}

bool hasSameSource(const Document &document, NodeId node, const PickedElement &element)
{
    return attribute(document, node, "src") == element.attributes.value(u"src"_s) &&
           attribute(document, node, "href") == element.attributes.value(u"href"_s);
}

NodeId childAt(const Document &document, NodeId parent, int position)
{
    for (NodeId at = document.node(parent).firstChild; at != noNode; at = document.node(at).nextSibling) {
        if (document.isElement(at) && --position == 0)
            return at;
    }
    return noNode;
}

NodeId follow(const Document &document, const QList<PickedElement::Step> &path)
{
    NodeId at = document.root();
    for (const PickedElement::Step &step : path) {
        at = childAt(document, at, step.position);
        if (at == noNode || text(document.node(at).text) != step.tag)
            return noNode;
    }
    return at;
}

} // namespace

PickedElement pickedElementOf(const QJsonObject &facts)
{
    PickedElement element;
    for (const QJsonValue &step : facts["path"_L1].toArray())
        element.path.append({step["tag"_L1].toString(), step["position"_L1].toInt(1)});
    const QJsonObject attributes = facts["attributes"_L1].toObject();
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        element.attributes.insert(it.key(), it.value().toString());
    element.text = facts["text"_L1].toString();
    element.url = QUrl(facts["url"_L1].toString());
    return element;
}

NodeId locate(const Document &document, const PickedElement &element)
{
    if (element.path.isEmpty())
        return noNode;
    const NodeId there = follow(document, element.path);
    const bool isLikely = there != noNode && isAlike(document, there, element);
    if (isLikely && hasSameText(document, there, element))
        return there;
    NodeId only = noNode;
    int count = 0;
    for (NodeId node = 0; node < document.nodeCount() && count < 2; ++node) {
        if (!document.isElement(node) || !isAlike(document, node, element) || !hasSameText(document, node, element) ||
            !hasSameSource(document, node, element))
            continue;
        only = node;
        ++count;
    }
    if (count == 1)
        return only;
    // Scripts often change what elements say, and seldom what they are: an empty element is filled by one.
    return isLikely && !core::elementText(document, there).isEmpty() ? there : noNode;
}

} // namespace sluice::ui
