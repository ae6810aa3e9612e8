// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/pagefile.h"
#include "core/html/serializer.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int printTree(const Arguments &arguments, Console &console)
{
    core::ParseOptions options;
    options.fragmentContext = arguments.value(u"fragment"_s).toUtf8();
    if (arguments.has(u"fragment"_s) && options.fragmentContext.trimmed().isEmpty())
        return console.refuse(u"--fragment: expected an element such as div or 'svg path'"_s);
    const auto document = parsePageFile(arguments.operands().first(), options);
    if (!document)
        return console.refuse(document.error());
    const QByteArray tree = core::html5libTree(*document);
    if (arguments.has(u"json"_s)) {
        const QJsonObject object{{u"tree"_s, QString::fromUtf8(tree)}};
        console.write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
    } else
        console.write(tree);
    return Done;
}

} // namespace

Command treeCommand()
{
    return {u"tree"_s,
            u"FILE"_s,
            u"Print a parsed page in html5lib's test format"_s,
            {},
            1,
            1,
            {{u"fragment"_s, u"CONTEXT"_s, u"Parse a fragment inside this element: div, 'svg path'"_s}},
            printTree};
}

} // namespace sluice::app
