// SPDX-License-Identifier: GPL-3.0-or-later
// How ScriptWalker reads values and what it makes of them.
#include "core/extract/scriptwalker.h"

#include "core/extract/jsliterals.h"
#include "core/html/whitespace.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostBlocks = 50'000;
constexpr int mostCodeErrors = 1'000;
constexpr std::size_t mostScalars = 1'000;

/// What a string literal or several joined by + say.
struct ReadText
{
    QByteArray value;
    std::size_t start = 0;
    std::size_t end = 0;
};

char charAt(std::string_view text, std::size_t at)
{
    return at < text.size() ? text[at] : '\0';
}

bool isQuote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

std::optional<ReadText> readStrings(std::string_view script, std::size_t start)
{
    ReadText text{{}, start, start};
    std::size_t at = start;
    while (isQuote(charAt(script, at))) {
        const JsLiteralRead read = readJsString(script, at, false, text.value);
        if (read.fault != JsLiteralFault::None)
            return std::nullopt;
        text.end = read.end;
        at = skipJsSpace(script, read.end);
        if (charAt(script, at) != '+')
            break;
        at = skipJsSpace(script, at + 1);
    }
    return text.end > start ? std::optional(std::move(text)) : std::nullopt;
}

/// The string that JSON.parse( is given, from after its bracket to after the closing one.
std::optional<ReadText> readParseArgument(std::string_view script, std::size_t at)
{
    static constexpr std::string_view decoder = "decodeURIComponent";
    at = skipJsSpace(script, at);
    const bool isEncoded = script.substr(at, decoder.size()) == decoder;
    if (isEncoded) {
        at = skipJsSpace(script, at + decoder.size());
        if (charAt(script, at) != '(')
            return std::nullopt;
        at = skipJsSpace(script, at + 1);
    }
    std::optional<ReadText> text = readStrings(script, at);
    for (int closing = isEncoded ? 2 : 1; text && closing > 0; --closing) {
        const std::size_t next = skipJsSpace(script, text->end);
        if (charAt(script, next) != ')')
            return std::nullopt;
        text->end = next + 1;
    }
    if (text && isEncoded)
        text->value = QByteArray::fromPercentEncoding(text->value);
    return text;
}

bool holdsContainer(const QByteArray &text)
{
    const std::string_view trimmed = trimHtmlSpace(viewOf(text));
    return trimmed.starts_with('{') || trimmed.starts_with('[');
}

/// The places inside of a string have no place in the script, since escapes take more room than what they mean.
JsonError atString(const JsonError &error, std::size_t start)
{
    const QString detail = u"%1 (at byte %2 of the string)"_s.arg(error.detail).arg(error.position.offset);
    return {error.fault, {qint64(start)}, detail};
}

bool isJsonParse(std::string_view script, const ScriptPath &path)
{
    const std::string_view own = script.substr(path.own.start, path.own.end - path.own.start);
    return path.base.isEmpty() && (own == "JSON.parse" || own == "window.JSON.parse");
}

bool startsScalar(const ScriptToken &token)
{
    static constexpr std::array<std::string_view, 10> starts = {"true", "false",    "null", "undefined", "NaN",
                                                                "+",    "Infinity", "void", "-",         "!"};
    return token.type == ScriptTokenType::Number || std::find(starts.begin(), starts.end(), token.text) != starts.end();
}

} // namespace

/// False where the token is no value, or one that is broken: the search then goes on inside it.
bool ScriptWalker::takeValue(const ScriptToken &token, Place place)
{
    std::optional<Value> value = readValue(token, place);
    if (!value)
        return false;
    const bool isBroken = value->error.has_value();
    const std::size_t end = value->end;
    if (isBroken || isWhole(end, place))
        emitValue(*std::move(value), place);
    if (isBroken)
        return false;
    m_lexer.skipValue(token, end);
    dropPath();
    return true;
}

std::optional<ScriptWalker::Value> ScriptWalker::readValue(const ScriptToken &token, Place place) const
{
    if (token.type == ScriptTokenType::String || token.type == ScriptTokenType::Template)
        return readText(token.start, place);
    const bool isContainer = token.text == "{" || token.text == "[";
    if (!isContainer && (place != Place::Argument || !startsScalar(token)))
        return std::nullopt;
    Result<JsonReading, JsonError> reading = readJsonValue(m_script, qsizetype(token.start));
    Value value{token.start, token.end, {}, false, !isContainer, {}};
    if (reading) {
        value.json = std::move(reading->json);
        value.end = std::size_t(reading->end);
    } else if (isContainer) {
        value.error = std::move(reading).error();
    } else {
        return std::nullopt;
    }
    return value;
}

std::optional<ScriptWalker::Value> ScriptWalker::readText(std::size_t start, Place place) const
{
    const std::optional<ReadText> text = readStrings(m_script, start);
    if (!text)
        return std::nullopt;
    if (holdsContainer(text->value)) {
        Result<QByteArray, JsonError> json = parseTolerantJson(viewOf(text->value));
        if (json)
            return Value{start, text->end, *std::move(json), true, false, {}};
    }
    if (place != Place::Argument)
        return std::nullopt;
    Value value{start, text->end, {}, false, true, {}};
    appendJsonString(value.json, viewOf(text->value));
    return value;
}

/// Takes JSON.parse("…") as a whole. False if it is not that.
bool ScriptWalker::takeParseCall(const ScriptToken &round)
{
    if (!isJsonParse(m_script, *m_path))
        return false;
    const std::optional<ReadText> text = readParseArgument(m_script, round.end);
    if (!text)
        return false;
    Value value{text->start, text->end, {}, true, false, {}};
    Result<QByteArray, JsonError> json = parseTolerantJson(viewOf(text->value), {.mayBreakLines = true});
    if (json)
        value.json = *std::move(json);
    else
        value.error = atString(json.error(), text->start);
    emitValue(std::move(value), isWhole(text->end, m_pathPlace) ? m_pathPlace : Place::None);
    m_lexer.skipValue(round, text->end);
    dropPath();
    return true;
}

/// Whether nothing goes on with the value that ends there, as `.map(…)` or `[0]` would.
bool ScriptWalker::isWhole(std::size_t end, Place place) const
{
    const std::size_t at = skipJsSpace(m_script, end);
    const char c = charAt(m_script, at);
    if (at >= m_script.size())
        return true;
    if (place == Place::Argument)
        return c == ',' || c == ')';
    if (std::string_view(";,)]}").find(c) != std::string_view::npos)
        return true;
    const std::string_view two = m_script.substr(at, 2);
    if (two == "||" || two == "??" || two == "&&")
        return true;
    const bool isNextLine = m_script.substr(end, at - end).find_first_of("\n\r") != std::string_view::npos;
    return isNextLine ? c != '.' && c != '?' : startsJsName(c) && two != "in";
}

void ScriptWalker::emitValue(Value value, Place place)
{
    ScriptBlock block;
    block.position.offset = qint64(value.start);
    block.isQuoted = value.isQuoted;
    block.json = std::move(value.json);
    block.error = std::move(value.error);
    switch (place) {
    case Place::None:
        block.pattern = ScriptPattern::JsonParse;
        block.name = u"JSON.parse"_s;
        add(std::move(block));
        return;
    case Place::Assigned:
        for (const ScriptPath &target : m_targets) {
            block.name = scriptPathName(m_script, target);
            add(block);
        }
        return;
    case Place::Argument:
        addArgument(std::move(block), value.isScalar);
        return;
    }
}

void ScriptWalker::addArgument(ScriptBlock block, bool isScalar)
{
    if (m_frames.empty() || m_frames.back().kind != FrameKind::Call)
        return;
    Frame &call = m_frames.back();
    block.pattern = ScriptPattern::Call;
    block.argument = call.argument;
    if (isScalar && !call.hasData) {
        if (call.scalars.size() < mostScalars)
            call.scalars.push_back(std::move(block));
        return;
    }
    if (call.name.isEmpty())
        call.name = scriptPathName(m_script, call.path);
    call.hasData = call.hasData || !block.error;
    if (call.hasData) {
        for (ScriptBlock &scalar : std::exchange(call.scalars, {})) {
            scalar.name = call.name;
            add(std::move(scalar));
        }
    }
    block.name = call.name;
    add(std::move(block));
}

void ScriptWalker::add(ScriptBlock block)
{
    const bool isCode = block.error && block.error->fault == JsonFault::Code;
    m_codeErrors += isCode ? 1 : 0;
    if (m_blocks.size() < mostBlocks && (!isCode || m_codeErrors <= mostCodeErrors))
        m_blocks.append(std::move(block));
}

} // namespace sluice::core
