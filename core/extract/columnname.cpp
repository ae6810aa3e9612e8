// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/columnname.h"

#include "core/extract/elementtext.h"
#include "core/extract/selectorsuggestion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Elements around the picked one that are asked for a name.
constexpr int mostLevels = 3;
constexpr qsizetype longestLabel = 40;

struct TagName
{
    std::string_view tag;
    QLatin1StringView name;
};

constexpr TagName tagNames[] = {
    {"a", "link"_L1},   {"h1", "title"_L1},  {"h2", "title"_L1},       {"h3", "title"_L1},      {"h4", "title"_L1},
    {"h5", "title"_L1}, {"h6", "title"_L1},  {"img", "image"_L1},      {"picture", "image"_L1}, {"time", "date"_L1},
    {"p", "text"_L1},   {"span", "text"_L1}, {"div", "text"_L1},       {"b", "text"_L1},        {"strong", "text"_L1},
    {"i", "text"_L1},   {"em", "text"_L1},   {"small", "text"_L1},     {"td", "text"_L1},       {"dd", "text"_L1},
    {"li", "item"_L1},  {"dt", "term"_L1},   {"blockquote", "text"_L1}};

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

NodeId elementBefore(const Document &document, NodeId node)
{
    NodeId at = document.node(node).previousSibling;
    while (at != noNode && !document.isElement(at))
        at = document.node(at).previousSibling;
    return at;
}

NodeId elementAfter(const Document &document, NodeId node)
{
    NodeId at = document.node(node).nextSibling;
    while (at != noNode && !document.isElement(at))
        at = document.node(at).nextSibling;
    return at;
}

NodeId firstElement(const Document &document, NodeId parent)
{
    NodeId at = parent == noNode ? noNode : document.node(parent).firstChild;
    while (at != noNode && !document.isElement(at))
        at = document.node(at).nextSibling;
    return at;
}

NodeId ancestor(const Document &document, NodeId node, std::string_view tag)
{
    NodeId at = document.node(node).parent;
    while (at != noNode && !document.isElement(at, tag))
        at = document.node(at).parent;
    return at;
}

bool isCell(const Document &document, NodeId node)
{
    return document.isElement(node, "td") || document.isElement(node, "th");
}

/// Of cells before this one: columns, with those that are wide.
int columnOf(const Document &document, NodeId cell)
{
    int column = 0;
    for (NodeId at = elementBefore(document, cell); at != noNode; at = elementBefore(document, at))
        column += std::clamp(text(document.attribute(at, "colspan")).toInt(), 1, 1'000);
    return column;
}

/// "Price (EUR):" becomes "price_eur"; empty where there is no name in it.
QString nameFrom(const QString &label)
{
    if (label.size() > longestLabel)
        return {};
    QString name;
    for (const QChar c : label.toLower()) {
        if (c.isLetterOrNumber())
            name += c;
        else if (!name.isEmpty() && !name.endsWith(u'_'))
            name += u'_';
    }
    while (name.endsWith(u'_'))
        name.chop(1);
    return name;
}

QString ownName(const Document &document, NodeId element)
{
    for (const std::string_view attribute : {"itemprop", "class", "id", "name"}) {
        const std::string_view value = document.attribute(element, attribute);
        const std::string_view first = value.substr(0, value.find(' '));
        if (isMeaningfulName(first))
            return text(first).replace(u'-', u'_');
    }
    return {};
}

/// What stands at the head of a cell's column, or before it in its row.
QString headOf(const Document &document, NodeId cell)
{
    const NodeId row = document.node(cell).parent;
    const NodeId table = ancestor(document, cell, "table");
    if (table == noNode || !document.isElement(row, "tr"))
        return {};
    NodeId head = firstElement(document, table);
    while (head != noNode && !document.isElement(head, "tr")) // past <caption> and <colgroup>, into <thead>
        head = document.isElement(head, "caption") || document.isElement(head, "colgroup")
                   ? elementAfter(document, head)
                   : firstElement(document, head);
    const int column = columnOf(document, cell);
    for (NodeId at = firstElement(document, head); at != noNode && head != row; at = elementAfter(document, at)) {
        if (document.isElement(at, "th") && columnOf(document, at) == column)
            return nameFrom(elementText(document, at));
    }
    return {};
}

/// A label right before the element: "<dt>Price</dt><dd>", "<b>Price:</b><span>".
QString labelBefore(const Document &document, NodeId element)
{
    const NodeId before = elementBefore(document, element);
    if (before == noNode)
        return {};
    const QString label = elementText(document, before);
    const bool isLabel = document.isElement(before, "dt") || document.isElement(before, "th") ||
                         document.isElement(before, "label") || label.endsWith(u':');
    return isLabel ? nameFrom(label) : QString();
}

QString tagName(const Document &document, NodeId element)
{
    const std::string_view tag = document.node(element).text;
    const auto *known =
        std::find_if(std::begin(tagNames), std::end(tagNames), [tag](const TagName &each) { return each.tag == tag; });
    return known == std::end(tagNames) ? text(tag) : QString(known->name);
}

bool isOnlyChild(const Document &document, NodeId element)
{
    const NodeId parent = document.node(element).parent;
    return firstElement(document, parent) == element &&
           elementText(document, parent).size() == elementText(document, element).size();
}

} // namespace

QString suggestColumnName(const Document &document, NodeId element)
{
    QString title;
    NodeId at = element;
    for (int level = 0; level < mostLevels && at != noNode && document.isElement(at); ++level) {
        QString name = ownName(document, at);
        if (name.isEmpty() && isCell(document, at))
            name = headOf(document, at);
        if (name.isEmpty())
            name = labelBefore(document, at);
        if (!name.isEmpty())
            return name;
        if (tagName(document, at) == "title"_L1)
            title = u"title"_s;
        if (!isOnlyChild(document, at))
            break;
        at = document.node(at).parent;
    }
    return title.isEmpty() ? tagName(document, element) : title;
}

} // namespace sluice::core
