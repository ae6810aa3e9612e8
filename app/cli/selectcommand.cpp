// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/pagefile.h"
#include "core/exporting/exporter.h"
#include "core/html/selector.h"
#include "core/html/serializer.h"
#include "core/html/xmlmirror.h"
#include "core/html/xpath.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

const QStringList &columns()
{
    static const QStringList names = {u"id"_s, u"tag"_s, u"text"_s, u"html"_s, u"path"_s};
    return names;
}

QByteArray matchLine(const core::Document &document, core::NodeId id)
{
    const QVariant idAttribute =
        document.hasAttribute(id, "id") ? QVariant(text(document.attribute(id, "id"))) : QVariant();
    return core::jsonRow(columns(),
                         {idAttribute, text(document.node(id).text), QString::fromUtf8(document.textContent(id)),
                          QString::fromUtf8(core::outerHtml(document, id)),
                          QString::fromUtf8(core::cssPath(document, id))}) +
           '\n';
}

/// Attributes, texts and comments have a text, and the path of the element they stand in.
QByteArray matchLine(const core::Document &document, const core::XPathNode &node)
{
    if (node.attribute < 0 && document.isElement(node.node))
        return matchLine(document, node.node);
    return core::jsonRow(columns(), {QVariant(), QVariant(), core::textOf(document, node), QVariant(),
                                     QString::fromUtf8(core::cssPath(document, node.node))}) +
           '\n';
}

int selectByCss(const QString &text, const QString &file, Console &console)
{
    const auto selector = core::Selector::compile(text);
    if (!selector)
        return console.refuse(u"--css: "_s + selector.error().detail);
    const auto document = parsePageFile(file);
    if (!document)
        return console.refuse(document.error());
    for (const core::NodeId id : selector->selectAll(*document))
        console.write(matchLine(*document, id));
    return Done;
}

int selectByXPath(const QString &text, const QString &file, Console &console)
{
    const auto path = core::XPath::compile(text);
    if (!path)
        return console.refuse(u"--xpath: "_s + path.error().detail);
    const auto document = parsePageFile(file);
    if (!document)
        return console.refuse(document.error());
    core::XmlMirror mirror(*document);
    const auto value = path->evaluate(mirror);
    if (!value) {
        console.complain(u"--xpath: "_s + value.error().detail);
        return SourceFailed;
    }
    if (value->type != core::XPathType::NodeSet)
        console.write(core::jsonRow({u"text"_s}, {value->text}) + '\n');
    for (const core::XPathNode &node : value->nodes)
        console.write(matchLine(*document, node));
    return Done;
}

int selectMatches(const Arguments &arguments, Console &console)
{
    const bool isCss = arguments.has(u"css"_s);
    if (isCss == arguments.has(u"xpath"_s))
        return console.refuse(isCss ? u"either --css or --xpath expected, not both"_s
                                    : u"--css SELECTOR or --xpath EXPR expected"_s);
    const QString file = arguments.operands().first();
    return isCss ? selectByCss(arguments.value(u"css"_s), file, console)
                 : selectByXPath(arguments.value(u"xpath"_s), file, console);
}

} // namespace

Command selectCommand()
{
    return {
        u"select"_s,
        u"FILE"_s,
        u"Print what a selector or XPath expression matches in a page, one JSON object each"_s,
        u"Each object has id (null where the element has none), tag, text, html and path.\n"
        "Selectors are those of CSS Selectors Level 4 as browsers know them for pages without scripts:\n"
        "\"#main > li:nth-child(odd of .new):has(a[href^='http' i])\".\n"
        "Expressions are those of XPath 1.0, names in lower case and without prefixes: \"//li[a]/@id\". Attributes,\n"
        "texts and comments have only text and path, a string, number or boolean only text."_s,
        1,
        1,
        {{u"css"_s, u"SELECTOR"_s, u"The CSS selector"_s}, {u"xpath"_s, u"EXPR"_s, u"The XPath expression"_s}},
        selectMatches};
}

} // namespace sluice::app
