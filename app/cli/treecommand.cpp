// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/pagefile.h"
#include "core/html/serializer.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>
#include <cstring>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// An element's name, as html5lib's tests write it: those of SVG and MathML stand behind "svg" or "math".
bool isContext(const QByteArray &text)
{
    const QList<QByteArray> words = text.split(' ');
    const QByteArray &name = words.last();
    const bool isName =
        !name.isEmpty() && std::isalpha(uchar(name.front())) &&
        std::none_of(name.begin(), name.end(), [](char c) { return std::strchr("\t\n\f\r/<>\"'=", c); });
    return isName && (words.size() == 1 || (words.size() == 2 && (words[0] == "svg" || words[0] == "math")));
}

int printTree(const Arguments &arguments, Console &console)
{
    core::ParseOptions options;
    options.fragmentContext = arguments.value(u"fragment"_s).toUtf8();
    if (arguments.has(u"fragment"_s) && !isContext(options.fragmentContext))
        return console.refuse(u"--fragment: expected an element such as div, 'svg path' or 'math mi', got \"%1\""_s.arg(
            arguments.value(u"fragment"_s)));
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
