// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/scriptpath.h"

#include "core/extract/jsliterals.h"
#include "core/extract/scriptlexer.h"
#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

namespace {

constexpr std::size_t longestSpan = 1'024;

bool isIdentifier(const QByteArray &text)
{
    return !text.isEmpty() && startsJsName(text.front()) && std::all_of(text.begin(), text.end(), isJsNamePart);
}

void appendMember(QByteArray &name, const ScriptToken &quoted)
{
    QByteArray member;
    const JsLiteralRead read = readJsString(quoted.text, 0, false, member);
    if (read.fault != JsLiteralFault::None) {
        name.append('[').append(quoted.text.data(), qsizetype(quoted.text.size())).append(']');
    } else if (isIdentifier(member)) {
        name.append('.').append(member);
    } else {
        name.append('[');
        appendJsonString(name, viewOf(member));
        name.append(']');
    }
}

QByteArray spanName(std::string_view script, const ScriptSpan &span)
{
    ScriptLexer lexer(script.substr(span.start, std::min(span.end - span.start, longestSpan)));
    QByteArray name;
    ScriptToken token = lexer.next();
    while (token.type != ScriptTokenType::End) {
        if (token.text != "[") {
            const std::string_view text = token.text;
            token = lexer.next();
            if (text != "?.")
                name.append(text.data(), qsizetype(text.size()));
            else if (token.text != "[")
                name.append('.');
            continue;
        }
        token = lexer.next();
        if (token.type != ScriptTokenType::String) {
            name.append('[');
            continue;
        }
        const ScriptToken member = token;
        token = lexer.next();
        if (token.text == "]") {
            appendMember(name, member);
            token = lexer.next();
        } else {
            name.append('[').append(member.text.data(), qsizetype(member.text.size()));
        }
    }
    return name;
}

} // namespace

QString scriptPathName(std::string_view script, const ScriptPath &path)
{
    QByteArray name = spanName(script, path.base);
    if (path.isBaseCalled)
        name.append("()");
    name.append(spanName(script, path.own));
    return QString::fromUtf8(name);
}

} // namespace sluice::core
