// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/pagefile.h"
#include "core/exporting/exporter.h"
#include "core/html/selector.h"
#include "core/html/serializer.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

QByteArray matchLine(const core::Document &document, core::NodeId id)
{
    static const QStringList names = {u"id"_s, u"tag"_s, u"text"_s, u"html"_s, u"path"_s};
    const QVariant idAttribute =
        document.hasAttribute(id, "id") ? QVariant(text(document.attribute(id, "id"))) : QVariant();
    return core::jsonRow(names, {idAttribute, text(document.node(id).text), QString::fromUtf8(document.textContent(id)),
                                 QString::fromUtf8(core::outerHtml(document, id)),
                                 QString::fromUtf8(core::cssPath(document, id))}) +
           '\n';
}

int selectMatches(const Arguments &arguments, Console &console)
{
    if (!arguments.has(u"css"_s))
        return console.refuse(u"--css SELECTOR expected"_s);
    const auto selector = core::Selector::compile(arguments.value(u"css"_s));
    if (!selector)
        return console.refuse(u"--css: "_s + selector.error().detail);
    const auto document = parsePageFile(arguments.operands().first());
    if (!document)
        return console.refuse(document.error());
    for (const core::NodeId id : selector->selectAll(*document))
        console.write(matchLine(*document, id));
    return Done;
}

} // namespace

Command selectCommand()
{
    return {u"select"_s,
            u"FILE"_s,
            u"Print what a selector matches in a page, one JSON object each"_s,
            u"Each object has id (null where the element has none), tag, text, html and path.\n"
            "Selectors are those of CSS Selectors Level 4 as browsers know them for pages without scripts:\n"
            "\"#main > li:nth-child(odd of .new):has(a[href^='http' i])\"."_s,
            1,
            1,
            {{u"css"_s, u"SELECTOR"_s, u"The CSS selector"_s}, {u"xpath"_s, u"EXPR"_s, {}, false, true}},
            selectMatches};
}

} // namespace sluice::app
