// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/scripttext.h"

#include "core/html/whitespace.h"

#include <array>

namespace sluice::core {

namespace {

QByteArray essenceOf(std::string_view type)
{
    const std::string_view essence = trimHtmlSpace(type.substr(0, type.find(';')));
    return QByteArray(essence.data(), qsizetype(essence.size())).toLower();
}

bool isJavaScript(const QByteArray &type)
{
    return type.isEmpty() || type == "module" || type.endsWith("javascript") || type.endsWith("ecmascript") ||
           type == "text/jscript" || type == "text/livescript" || type.startsWith("text/javascript1.");
}

bool isJson(const QByteArray &type)
{
    return type.endsWith("/json") || type.endsWith("+json") || type == "importmap" || type == "speculationrules";
}

/// Cuts off the first of the marks that stands at that end.
template <std::size_t N>
bool cutMark(std::string_view &text, const std::array<std::string_view, N> &marks, bool isEnd)
{
    text = trimHtmlSpace(text);
    for (const std::string_view mark : marks) {
        if (isEnd ? text.ends_with(mark) : text.starts_with(mark)) {
            if (isEnd)
                text.remove_suffix(mark.size());
            else
                text.remove_prefix(mark.size());
            return true;
        }
    }
    return false;
}

} // namespace

ScriptLanguage scriptLanguage(const Document &document, NodeId script)
{
    QByteArray type = essenceOf(document.attribute(script, "type"));
    if (!document.hasAttribute(script, "type") && !document.attribute(script, "language").empty())
        type = "text/" + essenceOf(document.attribute(script, "language"));
    if (isJavaScript(type))
        return ScriptLanguage::JavaScript;
    if (type == "application/ld+json")
        return ScriptLanguage::LdJson;
    return isJson(type) ? ScriptLanguage::Json : ScriptLanguage::Unknown;
}

std::string_view unwrappedScript(std::string_view text)
{
    static constexpr std::array<std::string_view, 6> starts = {"<!--",         "<![CDATA[",     "//<![CDATA[",
                                                               "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */"};
    static constexpr std::array<std::string_view, 9> ends = {"//-->",     "// -->", "//]]>", "// ]]>", "/*]]>*/",
                                                             "/* ]]> */", "-->",    "]]>",   "<!--"};
    // Marks nest two deep at most: <!--//--><![CDATA[//><!--
    for (int i = 0; i < 4 && cutMark(text, starts, false); ++i) {
    }
    for (int i = 0; i < 4 && cutMark(text, ends, true); ++i) {
    }
    return text;
}

bool isScriptElement(const Document &document, NodeId id)
{
    const Document::Node &node = document.node(id);
    return node.type == NodeType::Element && node.ns != NodeNamespace::MathMl && node.text == "script";
}

} // namespace sluice::core
