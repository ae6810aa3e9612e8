// SPDX-License-Identifier: GPL-3.0-or-later
// The values without parts of their own that JsonReader knows.
#include "core/extract/jsonreader.h"

#include "core/html/whitespace.h"

#include <algorithm>
#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

/// One string or several joined by +.
void JsonReader::readStrings()
{
    QByteArray value;
    while (readString(value)) {
        const std::size_t plus = skipJsSpace(m_text, m_at);
        if (plus >= m_text.size() || m_text[plus] != '+') {
            appendJsonString(m_out, viewOf(value));
            finishValue();
            return;
        }
        const std::size_t next = skipJsSpace(m_text, plus + 1);
        const char c = next < m_text.size() ? m_text[next] : '\0';
        if (c != '"' && c != '\'' && c != '`') {
            m_at = plus;
            failAtCode();
            return;
        }
        m_at = next;
    }
}

bool JsonReader::readString(QByteArray &value)
{
    const JsLiteralRead read = readJsString(m_text, m_at, m_options.mayBreakLines, value);
    if (read.fault != JsLiteralFault::None) {
        failLiteral(read);
        return false;
    }
    m_at = read.end;
    return true;
}

void JsonReader::readSigned(char c)
{
    const std::size_t sign = m_at++;
    skipSpace();
    if (startsNumber()) {
        readNumber(c == '-');
        return;
    }
    const std::string_view name = startsJsName(peek()) ? takeName() : std::string_view();
    if (name == "Infinity" || name == "NaN") {
        m_out.append("null");
        finishValue();
    } else if (!name.empty() || std::string_view("([+-!~\"'`").find(peek()) != std::string_view::npos) {
        fail(JsonFault::Code, sign, u"An expression stands here, not data"_s);
    } else {
        fail(JsonFault::Syntax, sign, u"A number should follow the sign"_s);
    }
}

void JsonReader::readNumber(bool isNegative)
{
    const JsLiteralRead read = readJsNumber(m_text, m_at, isNegative, m_out);
    if (read.fault != JsLiteralFault::None) {
        failLiteral(read);
        return;
    }
    m_at = read.end;
    finishValue();
}

/// !0 and !1, as minifiers write true and false, and more of the kind.
void JsonReader::readNegation()
{
    const std::size_t start = m_at;
    bool isOdd = false;
    for (; peek() == '!'; skipSpace()) {
        isOdd = !isOdd;
        ++m_at;
    }
    const std::string_view operand = startsNumber() || startsJsName(peek()) ? takeName() : std::string_view();
    const bool isTrue = operand == "1" || operand == "true";
    if (!isTrue && operand != "0" && operand != "false") {
        fail(JsonFault::Code, start, u"An expression stands here, not data"_s);
        return;
    }
    m_out.append(isTrue != isOdd ? "true" : "false");
    finishValue();
}

void JsonReader::readWord()
{
    static constexpr std::array<std::string_view, 3> kept = {"true", "false", "null"};
    static constexpr std::array<std::string_view, 3> nothing = {"undefined", "NaN", "Infinity"};
    const std::size_t start = m_at;
    const std::string_view name = takeName();
    if (std::find(kept.begin(), kept.end(), name) != kept.end()) {
        m_out.append(name.data(), qsizetype(name.size()));
        finishValue();
    } else if (std::find(nothing.begin(), nothing.end(), name) != nothing.end()) {
        m_out.append("null");
        finishValue();
    } else if (name == "void") {
        readVoid(start);
    } else if (name == "new") {
        readNew(start);
    } else {
        const auto shown = QByteArrayView(name.data(), qsizetype(std::min<std::size_t>(name.size(), 60)));
        fail(JsonFault::Code, start, u"'%1' is code, not data"_s.arg(QString::fromUtf8(shown)));
    }
}

void JsonReader::readVoid(std::size_t start)
{
    skipSpace();
    QByteArray ignored;
    const JsLiteralRead read =
        startsNumber() ? readJsNumber(m_text, m_at, false, ignored) : JsLiteralRead{m_at, JsLiteralFault::BadNumber};
    if (read.fault != JsLiteralFault::None) {
        fail(JsonFault::Code, start, u"An expression stands here, not data"_s);
        return;
    }
    m_at = read.end;
    m_out.append("null");
    finishValue();
}

void JsonReader::readNew(std::size_t start)
{
    skipSpace();
    const bool isDate = startsJsName(peek()) && takeName() == "Date";
    skipSpace();
    if (!isDate || peek() != '(') {
        fail(JsonFault::Code, start, u"'new' makes an object that is no data"_s);
        return;
    }
    ++m_at;
    skipSpace();
    if (readDateArgument(start))
        finishValue();
}

bool JsonReader::readDateArgument(std::size_t start)
{
    const char c = peek();
    const bool isSigned = c == '-' || c == '+';
    m_at += isSigned ? 1 : 0;
    QByteArray value;
    JsLiteralRead read{m_at, JsLiteralFault::BadNumber};
    QByteArray json;
    if (!isSigned && (c == '"' || c == '\'' || c == '`')) {
        read = readJsString(m_text, m_at, m_options.mayBreakLines, value);
        appendJsonString(json, viewOf(value));
    } else if (startsNumber()) {
        read = readJsNumber(m_text, m_at, c == '-', json);
    }
    m_at = read.end;
    skipSpace();
    if (read.fault != JsLiteralFault::None || peek() != ')') {
        fail(JsonFault::Code, start, u"A date of anything but one string or number is code, not data"_s);
        return false;
    }
    ++m_at;
    m_out.append(json);
    return true;
}

std::string_view JsonReader::takeName()
{
    const std::size_t start = m_at;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        const bool isSpace = std::uint8_t(c) >= 0x80 && jsSpaceLength(m_text, m_at) > 0;
        if (c == '\\' && m_text.substr(m_at, 3) == "\\u{") {
            m_at = std::min(m_text.find('}', m_at), m_text.size() - 1) + 1;
            continue;
        }
        if (isSpace || (!isJsNamePart(c) && c != '\\'))
            break;
        ++m_at;
    }
    return m_text.substr(start, m_at - start);
}

} // namespace sluice::core
