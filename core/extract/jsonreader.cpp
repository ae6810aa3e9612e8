// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/jsonreader.h"

#include "core/html/utf8.h"
#include "core/html/whitespace.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

/// Large integers come in quotes already.
static std::string_view numberKey(std::string_view number)
{
    return number.starts_with('"') ? number.substr(1, number.size() - 2) : number;
}

Result<JsonReading, JsonError> JsonReader::read()
{
    while (m_expect != Expect::Done && !m_error) {
        skipSpace();
        if (m_at < m_text.size())
            step(m_text[m_at]);
        else
            fail(JsonFault::Unterminated, m_at,
                 m_open.empty()           ? u"There is no value"_s
                 : m_open.back().isObject ? u"The text ends inside an object"_s
                                          : u"The text ends inside an array"_s);
    }
    if (m_error)
        return tl::unexpected<JsonError>(*std::move(m_error));
    return JsonReading{isValidUtf8(m_out) ? std::move(m_out) : repairedUtf8(m_out), qsizetype(m_at)};
}

void JsonReader::step(char c)
{
    switch (m_expect) {
    case Expect::Value:
        readValue(c);
        return;
    case Expect::ElementOrEnd:
        readElement(c);
        return;
    case Expect::KeyOrEnd:
        readKey(c);
        return;
    case Expect::Separator:
        readSeparator(c);
        return;
    case Expect::Done:
        return;
    }
}

void JsonReader::readValue(char c)
{
    if (c == '{' || c == '[')
        open(c == '{');
    else if (c == '"' || c == '\'' || c == '`')
        readStrings();
    else if (startsNumber())
        readNumber(false);
    else if (c == '+' || c == '-')
        readSigned(c);
    else if (c == '!')
        readNegation();
    else if (startsJsName(c) || c == '\\')
        readWord();
    else if (c == '(' || c == '/' || c == '~' || m_text.substr(m_at, 3) == "...")
        failAtCode();
    else
        fail(JsonFault::Syntax, m_at, u"A value should stand here"_s);
}

/// An element, a hole or the end of an array.
void JsonReader::readElement(char c)
{
    if (c == ']') {
        close();
        return;
    }
    appendComma();
    if (c != ',') {
        readValue(c);
        return;
    }
    m_out.append("null");
    ++m_at;
}

void JsonReader::readKey(char c)
{
    if (c == '}') {
        close();
        return;
    }
    appendComma();
    QByteArray key;
    if (c == '"' || c == '\'') {
        if (!readString(key))
            return;
        appendJsonString(m_out, viewOf(key));
    } else if (startsNumber()) {
        const JsLiteralRead read = readJsNumber(m_text, m_at, false, key);
        if (read.fault != JsLiteralFault::None) {
            failLiteral(read);
            return;
        }
        m_at = read.end;
        appendJsonString(m_out, numberKey(viewOf(key)));
    } else if (startsJsName(c) || c == '\\') {
        readNameKey();
    } else if (c == '[' || c == '*' || c == '.' || c == '#' || c == '`') {
        failAtCode();
    } else {
        fail(JsonFault::Syntax, m_at, u"A key should stand here"_s);
    }
    if (!m_error)
        readColon();
}

void JsonReader::readNameKey()
{
    const std::string_view name = takeName();
    if (name.find('\\') == std::string_view::npos) {
        appendJsonString(m_out, name);
        return;
    }
    // Escapes in names are those of strings.
    QByteArray quoted = "\"" + QByteArray(name.data(), qsizetype(name.size())) + "\"";
    QByteArray key;
    const JsLiteralRead read = readJsString(viewOf(quoted), 0, false, key);
    if (read.fault == JsLiteralFault::None)
        appendJsonString(m_out, viewOf(key));
    else
        fail(JsonFault::Syntax, m_at, u"The key has a broken escape"_s);
}

void JsonReader::readColon()
{
    skipSpace();
    const char c = peek();
    if (c == ':') {
        m_out.append(':');
        ++m_at;
        m_expect = Expect::Value;
    } else if (m_at >= m_text.size()) {
        fail(JsonFault::Unterminated, m_at, u"The text ends inside an object"_s);
    } else if (c == ',' || c == '}' || c == '(' || c == '=' || startsJsName(c) || c == '[' || c == '*') {
        fail(JsonFault::Code, m_at, u"A key without a value is code, not data"_s);
    } else {
        fail(JsonFault::Syntax, m_at, u"A ':' should stand here"_s);
    }
}

void JsonReader::readSeparator(char c)
{
    const bool isObject = m_open.back().isObject;
    if (c == ',') {
        ++m_at;
        m_expect = isObject ? Expect::KeyOrEnd : Expect::ElementOrEnd;
    } else if (c == (isObject ? '}' : ']')) {
        close();
    } else if (std::string_view(".([?=+-*/%&|^<>`").find(c) != std::string_view::npos) {
        failAtCode();
    } else {
        fail(JsonFault::Syntax, m_at,
             isObject ? u"A ',' or '}' should stand here"_s : u"A ',' or ']' should stand here"_s);
    }
}

void JsonReader::open(bool isObject)
{
    if (m_open.size() >= std::size_t(m_options.depthCap)) {
        fail(JsonFault::TooDeep, m_at, u"Nested deeper than %1"_s.arg(m_options.depthCap));
        return;
    }
    m_open.push_back({isObject});
    m_out.append(isObject ? '{' : '[');
    ++m_at;
    m_expect = isObject ? Expect::KeyOrEnd : Expect::ElementOrEnd;
}

void JsonReader::close()
{
    m_out.append(m_open.back().isObject ? '}' : ']');
    m_open.pop_back();
    ++m_at;
    finishValue();
}

void JsonReader::finishValue()
{
    m_expect = m_open.empty() ? Expect::Done : Expect::Separator;
}

void JsonReader::appendComma()
{
    if (!m_open.back().isEmpty)
        m_out.append(',');
    m_open.back().isEmpty = false;
}

bool JsonReader::startsNumber() const
{
    const char c = peek();
    return isAsciiDigit(c) || (c == '.' && m_at + 1 < m_text.size() && isAsciiDigit(m_text[m_at + 1]));
}

void JsonReader::fail(JsonFault fault, std::size_t at, const QString &detail)
{
    m_error = JsonError{fault, {qint64(at)}, detail};
}

void JsonReader::failAtCode()
{
    fail(JsonFault::Code, m_at, u"An expression stands here, not data"_s);
}

void JsonReader::failLiteral(const JsLiteralRead &read)
{
    switch (read.fault) {
    case JsLiteralFault::None:
        return;
    case JsLiteralFault::Unterminated:
        fail(JsonFault::Unterminated, read.end, u"The string is not closed"_s);
        return;
    case JsLiteralFault::BadEscape:
        fail(JsonFault::Syntax, read.end, u"The string has a broken escape"_s);
        return;
    case JsLiteralFault::Substitution:
        fail(JsonFault::Code, read.end, u"A template with ${} is code, not data"_s);
        return;
    case JsLiteralFault::BadNumber:
        fail(JsonFault::Syntax, read.end, u"The number is broken"_s);
        return;
    }
}

} // namespace sluice::core
