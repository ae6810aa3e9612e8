// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathlexer.h"

#include <algorithm>
#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

using Kind = XPathToken::Kind;

constexpr std::array<QStringView, 7> longSymbols{u"..", u"::", u"//", u"!=", u"<=", u">=", u"*"};
constexpr QStringView shortSymbols = u"()[].@,/|+-=<>";

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool startsName(QChar c)
{
    return c == u'_' || c.isLetter() || c.isSurrogate();
}

bool continuesName(QChar c)
{
    return startsName(c) || c.isDigit() || c.isMark() || c == u'-' || c == u'.' || c == u'\u00b7';
}

class Lexer final
{
public:
    explicit Lexer(const QString &text)
        : m_text(text)
    {}

    [[nodiscard]] Result<QList<XPathToken>, XPathFailure> run()
    {
        while (true) {
            while (m_at < m_text.size() && isSpace(m_text[m_at]))
                ++m_at;
            if (m_at == m_text.size())
                break;
            if (!readToken())
                return failure(m_fault, m_error);
        }
        m_tokens.append({Kind::End, {}, m_text.size()});
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }

    void take(Kind kind, qsizetype length)
    {
        m_tokens.append({kind, m_text.mid(m_at, length), m_at});
        m_at += length;
    }

    [[nodiscard]] bool readToken()
    {
        const QChar c = peek();
        if (isDigit(c) || (c == u'.' && isDigit(peek(1))))
            readNumber();
        else if (c == u'"' || c == u'\'')
            return readLiteral();
        else if (startsName(c))
            readName();
        else
            return readSymbol();
        return true;
    }

    void readNumber()
    {
        qsizetype length = 0;
        while (isDigit(peek(length)))
            ++length;
        if (peek(length) == u'.')
            ++length;
        while (isDigit(peek(length)))
            ++length;
        take(Kind::Number, length);
    }

    [[nodiscard]] bool readLiteral()
    {
        const qsizetype end = m_text.indexOf(peek(), m_at + 1);
        if (end < 0) {
            m_error = u"Position %1: this quote is never closed"_s.arg(m_at);
            return false;
        }
        take(Kind::Literal, end + 1 - m_at);
        return true;
    }

    /// What makes the next name or star an operator: that something stands before it which can be its left side.
    [[nodiscard]] bool isOperatorExpected() const
    {
        if (m_tokens.isEmpty())
            return false;
        const XPathToken &last = m_tokens.last();
        if (last.kind == Kind::Operator)
            return false;
        if (last.kind == Kind::Symbol)
            return last.text == u")" || last.text == u"]" || last.text == u"." || last.text == u".." ||
                   last.text == u"*";
        return true;
    }

    void readName()
    {
        qsizetype length = 1;
        while (continuesName(peek(length)))
            ++length;
        const QStringView name = QStringView(m_text).sliced(m_at, length);
        if (isOperatorExpected() && (name == u"and" || name == u"or" || name == u"mod" || name == u"div")) {
            take(Kind::Operator, length);
            return;
        }
        if (peek(length) == u':' && (startsName(peek(length + 1)) || peek(length + 1) == u'*')) {
            const bool isStar = peek(length + 1) == u'*';
            length += 2;
            while (!isStar && continuesName(peek(length)))
                ++length;
        }
        take(Kind::Name, length);
    }

    [[nodiscard]] bool readSymbol()
    {
        for (const QStringView symbol : longSymbols) {
            if (QStringView(m_text).sliced(m_at).startsWith(symbol)) {
                take(symbol == u"*" && isOperatorExpected() ? Kind::Operator : Kind::Symbol, symbol.size());
                return true;
            }
        }
        if (shortSymbols.contains(peek())) {
            take(Kind::Symbol, 1);
            return true;
        }
        m_fault = peek() == u'$' ? XPathFault::Unsupported : XPathFault::Syntax;
        m_error = peek() == u'$' ? u"Position %1: there are no variables here"_s.arg(m_at)
                                 : u"Position %1: '%2' is not part of XPath 1.0"_s.arg(m_at).arg(peek());
        return false;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    XPathFault m_fault = XPathFault::Syntax;
    QString m_error;
    QList<XPathToken> m_tokens;
};

} // namespace

Result<QList<XPathToken>, XPathFailure> tokenizeXPath(const QString &text)
{
    return Lexer(text).run();
}

} // namespace sluice::core
