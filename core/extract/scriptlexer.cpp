// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/scriptlexer.h"

#include "core/extract/jsliterals.h"

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

constexpr std::array<std::string_view, 36> keywords = {
    "await",  "break", "case",       "catch",  "class",   "const",   "continue", "debugger", "default",
    "delete", "do",    "else",       "export", "extends", "finally", "for",      "function", "if",
    "import", "in",    "instanceof", "let",    "new",     "of",      "return",   "static",   "switch",
    "throw",  "try",   "typeof",     "var",    "void",    "while",   "with",     "yield",    "async"};

/// After these a value is next; after every other name an operator.
constexpr std::array<std::string_view, 15> beforeOperand = {"await", "case",       "delete", "do",    "else",
                                                            "in",    "instanceof", "new",    "of",    "return",
                                                            "throw", "typeof",     "void",   "yield", "default"};

/// Longest first; "?\?=" since the plain spelling is a trigraph.
constexpr std::array<std::string_view, 33> punctuators = {
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "?\?=", "=>", "==", "!=", "<=", ">=", "&&",
    "||",   "??",  "?.",  "++",  "--",  "+=",  "-=",  "*=",  "/=",  "%=",  "&=",   "|=", "^=", "<<", ">>", "**"};

/// What may follow the first character in any of them.
constexpr std::string_view punctuatorParts = "=.>&|?+-<*";

template <typename List>
bool contains(const List &list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

bool isNameByte(char c)
{
    return isJsNamePart(c) || c == '\\' || c == '#';
}

} // namespace

bool isScriptKeyword(std::string_view name)
{
    return name.size() <= 10 && contains(keywords, name);
}

ScriptLexer::ScriptLexer(std::string_view text)
    : m_text(text)
    , m_regexBudget(4 * text.size())
{
    if (text.substr(0, 2) == "#!")
        skipLine();
}

ScriptToken ScriptLexer::next()
{
    skipBlanks();
    ScriptToken token = readToken();
    token.text = m_text.substr(token.start, token.end - token.start);
    m_previous = token.text;
    m_isLineStart = false;
    return token;
}

void ScriptLexer::skipValue(const ScriptToken &first, std::size_t end)
{
    if ((first.text == "{" || first.text == "(") && !m_open.empty())
        m_open.pop_back();
    m_at = end;
    m_isOperandNext = false;
    m_isMember = false;
    m_previous = m_text.substr(end - 1, 1);
}

/// Also the comments of Annex B.1.1: <!-- anywhere, --> at the start of a line.
void ScriptLexer::skipBlanks()
{
    while (m_at < m_text.size()) {
        const std::size_t space = jsSpaceLength(m_text, m_at);
        if (space > 0) {
            m_isLineStart = m_isLineStart || isLineEnd(m_text[m_at]);
            m_at += space;
        } else if (ahead(2) == "//" || ahead(4) == "<!--" || (m_isLineStart && ahead(3) == "-->")) {
            skipLine();
        } else if (ahead(2) == "/*") {
            const std::size_t end = m_text.find("*/", m_at + 2);
            m_at = end == std::string_view::npos ? m_text.size() : end + 2;
        } else {
            return;
        }
    }
}

void ScriptLexer::skipLine()
{
    m_at = std::min(m_text.find_first_of("\n\r", m_at), m_text.size());
}

ScriptToken ScriptLexer::readToken()
{
    ScriptToken token{ScriptTokenType::Punctuator, m_at, m_at, {}};
    const char c = at(m_at);
    const bool wasMember = m_isMember;
    m_isMember = false;
    if (m_at >= m_text.size()) {
        token.type = ScriptTokenType::End;
    } else if (isAsciiDigit(c) || (c == '.' && isAsciiDigit(at(m_at + 1)))) {
        token.type = ScriptTokenType::Number;
        readNumber();
    } else if (isNameByte(c)) {
        readName(token);
        m_isOperandNext = !wasMember && contains(beforeOperand, m_text.substr(token.start, m_at - token.start));
    } else if (c == '"' || c == '\'') {
        token.type = ScriptTokenType::String;
        readString(c);
    } else if (c == '`') {
        token.type = ScriptTokenType::Template;
        readTemplate();
    } else if (c == '/' && m_isOperandNext && readRegex()) {
        token.type = ScriptTokenType::Regex;
    } else {
        readPunctuator(token);
    }
    token.end = m_at;
    return token;
}

void ScriptLexer::readName(ScriptToken &token)
{
    token.type = ScriptTokenType::Name;
    do {
        ++m_at;
    } while (m_at < m_text.size() && isNameByte(m_text[m_at]) &&
             (std::uint8_t(m_text[m_at]) < 0x80 || jsSpaceLength(m_text, m_at) == 0));
}

void ScriptLexer::readNumber()
{
    while (isJsNamePart(at(m_at)) || (at(m_at) == '.' && isAsciiDigit(at(m_at + 1))))
        ++m_at;
    if (at(m_at) == '.' && !isJsNamePart(at(m_at + 1)) && at(m_at + 1) != '.')
        ++m_at;
    m_isOperandNext = false;
}

void ScriptLexer::readString(char quote)
{
    ++m_at;
    while (m_at < m_text.size() && m_text[m_at] != quote && !isLineEnd(m_text[m_at])) {
        const bool isEscape = m_text[m_at] == '\\';
        const bool isPair = isEscape && m_text.substr(m_at + 1, 2) == "\r\n";
        m_at = std::min(m_at + (isPair ? 3 : isEscape ? 2 : 1), m_text.size());
    }
    m_at += at(m_at) == quote && m_at < m_text.size() ? 1 : 0;
    m_isOperandNext = false;
}

/// From the quote or the brace that closes a substitution, up to the end or the next substitution.
void ScriptLexer::readTemplate()
{
    ++m_at;
    m_isOperandNext = false;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '`') {
            ++m_at;
            return;
        }
        if (ahead(2) == "${") {
            m_at += 2;
            m_open.push_back(Bracket::Substitution);
            m_isOperandNext = true;
            return;
        }
        m_at = std::min(m_at + (c == '\\' ? 2 : 1), m_text.size());
    }
}

/// False, and no step taken, where the line ends first. The budget keeps a line of a million slashes linear.
bool ScriptLexer::readRegex()
{
    bool isClass = false;
    std::size_t end = m_at + 1;
    const std::size_t limit = std::min(m_text.size(), m_at + m_regexBudget);
    while (end < limit && !isLineEnd(m_text[end]) && (isClass || m_text[end] != '/')) {
        if (m_text[end] == '[')
            isClass = true;
        else if (m_text[end] == ']')
            isClass = false;
        end += m_text[end] == '\\' ? 2 : 1;
    }
    if (end >= limit || isLineEnd(m_text[end])) {
        m_regexBudget -= std::min(m_regexBudget, end - m_at);
        return false;
    }
    m_at = end + 1;
    while (isJsNamePart(at(m_at)))
        ++m_at;
    m_isOperandNext = false;
    return true;
}

void ScriptLexer::readPunctuator(ScriptToken &token)
{
    const char c = m_text[m_at];
    if (c == '}' && closeBrace()) {
        token.type = ScriptTokenType::Template;
        readTemplate();
        return;
    }
    if (c == '{')
        openBrace();
    else if (c == '(')
        openRound();
    else if (c == ')')
        closeRound();
    else if (c == ']')
        m_isOperandNext = false;
    std::size_t length = 1;
    for (const std::string_view known : punctuators) {
        if (punctuatorParts.find(at(m_at + 1)) == std::string_view::npos)
            break;
        if (ahead(known.size()) == known && (known != "?." || !isAsciiDigit(at(m_at + 2)))) {
            length = known.size();
            break;
        }
    }
    const std::string_view text = ahead(length);
    m_at += length;
    m_isMember = text == "." || text == "?.";
    if (text != "++" && text != "--" && c != '}' && c != ')' && c != ']')
        m_isOperandNext = true;
}

/// A brace where a value may stand opens an object, unless a statement may stand there as well.
void ScriptLexer::openBrace()
{
    static constexpr std::array<std::string_view, 7> beforeStatement = {"", ";", "{", "}", "=>", "else", "do"};
    const bool isInObject = !m_open.empty() && m_open.back() == Bracket::Object;
    const bool isLabelled = m_previous == ":" && !isInObject;
    const bool isObject = m_isOperandNext && !contains(beforeStatement, m_previous) && !isLabelled && m_previous != ")";
    m_open.push_back(isObject ? Bracket::Object : Bracket::Block);
}

void ScriptLexer::openRound()
{
    static constexpr std::array<std::string_view, 4> conditions = {"if", "while", "for", "with"};
    m_open.push_back(contains(conditions, m_previous) ? Bracket::Condition : Bracket::Round);
}

/// Whether the brace goes on with a template. One that matches nothing is passed over.
bool ScriptLexer::closeBrace()
{
    m_isOperandNext = true;
    if (m_open.empty() || m_open.back() == Bracket::Round || m_open.back() == Bracket::Condition)
        return false;
    const Bracket bracket = m_open.back();
    m_open.pop_back();
    m_isOperandNext = bracket == Bracket::Block;
    return bracket == Bracket::Substitution;
}

void ScriptLexer::closeRound()
{
    m_isOperandNext = false;
    if (m_open.empty() || (m_open.back() != Bracket::Round && m_open.back() != Bracket::Condition))
        return;
    m_isOperandNext = m_open.back() == Bracket::Condition;
    m_open.pop_back();
}

} // namespace sluice::core
