// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <string_view>
#include <vector>

namespace sluice::core {

enum class ScriptTokenType : std::uint8_t {
    Name,     ///< identifiers and keywords
    Number,   ///< roughly: what begins with a digit
    String,   ///< in either quote; to the line's end if it is not closed
    Template, ///< one without substitutions, or a piece of one with them: up to ${ and from } on
    Regex,
    Punctuator,
    End,
};

struct ScriptToken
{
    ScriptTokenType type = ScriptTokenType::End;
    std::size_t start = 0;
    std::size_t end = 0;
    std::string_view text;
};

/// Whether a name is reserved, so that it is no variable (`this` is none either, but leads a path).
[[nodiscard]] bool isScriptKeyword(std::string_view name);

/// Cuts a script (UTF-8) into tokens, good enough to know where strings, comments, regular expressions and templates
/// end, in valid scripts and in broken ones. Whether a slash divides or opens a regular expression is told from what
/// stands before it (ECMA-262, 12.10 leaves that to the grammar). Never fails, takes linear time and no recursion.
class ScriptLexer final
{
public:
    explicit ScriptLexer(std::string_view text);

    /// The next token; comments and white space make none.
    [[nodiscard]] ScriptToken next();
    /// Goes on at `end`, since the caller has read the value that begins with the last token.
    void skipValue(const ScriptToken &first, std::size_t end);

private:
    enum class Bracket : std::uint8_t { Round, Condition, Block, Object, Substitution };

    void skipBlanks();
    void skipLine();
    [[nodiscard]] ScriptToken readToken();
    void readName(ScriptToken &token);
    void readNumber();
    void readString(char quote);
    void readTemplate();
    [[nodiscard]] bool readRegex();
    void readPunctuator(ScriptToken &token);
    void openBrace();
    void openRound();
    [[nodiscard]] bool closeBrace();
    void closeRound();

    [[nodiscard]] char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    [[nodiscard]] std::string_view ahead(std::size_t length) const { return m_text.substr(m_at, length); }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<Bracket> m_open;
    std::string_view m_previous; ///< text of the last token
    bool m_isOperandNext = true; ///< whether a value may stand here, so that a slash opens an expression
    bool m_isMember = false;     ///< the last token is a dot
    bool m_isLineStart = true;   ///< only white space and comments before on this line
    std::size_t m_regexBudget;   ///< bytes that slashes which open nothing may still cost
};

} // namespace sluice::core
