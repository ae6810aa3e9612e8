// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/csstoken.h"

#include <QStringView>

#include <vector>

namespace sluice::core {

/// Cuts text into the tokens of CSS Syntax Level 3, section 4.3. Never fails: what is wrong becomes a token of its own,
/// and the end of the text closes strings, comments and escapes.
class CssTokenizer final
{
public:
    explicit CssTokenizer(QStringView text)
        : m_text(text)
    {}

    /// All tokens, the last of type End.
    [[nodiscard]] std::vector<CssToken> run();

private:
    [[nodiscard]] CssToken next();
    void readHash(CssToken &token);
    void readString(CssToken &token);
    void readNumeric(CssToken &token);
    void readIdentLike(CssToken &token);
    void readUrl(CssToken &token);
    void readDelim(CssToken &token);
    void skipComments();
    void skipSpaces();
    void skipDigits();
    [[nodiscard]] QByteArray readName();
    void readCharacter(QByteArray &out);
    void readEscape(QByteArray &out);

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool has(qsizetype offset) const { return m_at + offset < m_text.size(); }
    [[nodiscard]] char16_t peek(qsizetype offset = 0) const;
    [[nodiscard]] bool isEscapeAt(qsizetype offset) const;
    [[nodiscard]] bool isNameStartAt(qsizetype offset) const;
    [[nodiscard]] bool isIdentifierAt(qsizetype offset) const;
    [[nodiscard]] bool isNumberAt() const;

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace sluice::core
