// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/jqqueryguard.h"

#include <QList>
#include <QStringView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

struct RefusedName
{
    const char *name;
    const char *reason;
};

constexpr RefusedName refusedNames[] = {
    {"import", "reads files"},
    {"include", "reads files"},
    {"modulemeta", "reads files"},
    {"get_search_list", "shows where files are"},
    {"env", "shows the environment"},
    {"$ENV", "shows the environment"},
    {"$__prog_args", "shows the environment"},
    {"input", "reads beyond the page"},
    {"inputs", "reads beyond the page"},
    {"input_filename", "reads beyond the page"},
    {"debug", "writes to the terminal"},
};

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || (c >= u'0' && c <= u'9');
}

/// Goes over the tokens of a jq program (jq 1.6's lexer.l; later versions' differ in nothing that matters here).
class NameScanner final
{
public:
    explicit NameScanner(QStringView program)
        : m_text(program)
    {}

    [[nodiscard]] std::optional<JqRefusal> scan()
    {
        while (m_at < m_text.size() && !m_refusal)
            step(m_text[m_at]);
        return m_refusal;
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }

    void step(QChar c)
    {
        if (c == u'#')
            skipComment();
        else if (c == u'"')
            startString();
        else if (isNameStart(c))
            takeName();
        else if (c == u'.' && isNameStart(peek(1)))
            skipField();
        else if (c == u'.' && peek(1) == u'.')
            takeDots();
        else if (!c.isSpace())
            takeMark(c);
        else
            ++m_at;
    }

    void skipComment()
    {
        while (m_at < m_text.size() && m_text[m_at] != u'\n')
            ++m_at;
    }

    void startString()
    {
        m_isKeyNext = false;
        m_isVariable = false;
        ++m_at;
        skipString();
    }

    /// From within a string to its end, or into an interpolation.
    void skipString()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == u'"')
                return;
            if (c == u'\\' && m_at < m_text.size() && m_text[m_at++] == u'(') {
                m_open.append(u'"');
                return;
            }
        }
    }

    void skipField()
    {
        ++m_at;
        skipName();
        m_isKeyNext = false;
    }

    /// ".." is a token, so that the second dot begins no field.
    void takeDots()
    {
        takeMark(u'.');
        ++m_at;
    }

    QStringView skipName()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && isNamePart(m_text[m_at]))
            ++m_at;
        return m_text.mid(start, m_at - start);
    }

    void takeName()
    {
        const qsizetype start = m_at;
        const QStringView name = skipName();
        const bool isKey = m_isKeyNext && !m_isVariable;
        if (m_isVariable)
            check(u'$' + name.toString(), start);
        else if (!isKey)
            check(name.toString(), start);
        // Commas within if … end part no entries, whatever stands around it.
        if (!isKey && !m_isVariable && name == u"if")
            m_open.append(u'i');
        else if (!isKey && !m_isVariable && name == u"end")
            close(u'i');
        m_isKeyNext = false;
        m_isVariable = false;
    }

    void takeMark(QChar c)
    {
        ++m_at;
        if (c == u'(' || c == u'[' || c == u'{')
            m_open.append(c);
        else if (c == u')' && !m_open.isEmpty() && m_open.back() == u'"')
            closeInterpolation();
        else if (c == u')')
            close(u'(');
        else if (c == u']')
            close(u'[');
        else if (c == u'}')
            close(u'{');
        else if (c == u'@')
            skipName();
        m_isKeyNext = c == u'{' || (c == u',' && !m_open.isEmpty() && m_open.back() == u'{');
        // A variable is two tokens, with room between them.
        m_isVariable = c == u'$';
    }

    void closeInterpolation()
    {
        m_open.removeLast();
        skipString();
    }

    void close(QChar opening)
    {
        if (!m_open.isEmpty() && m_open.back() == opening)
            m_open.removeLast();
    }

    void check(const QString &name, qsizetype position)
    {
        for (const auto &[refused, reason] : refusedNames) {
            if (name != QLatin1StringView(refused))
                continue;
            const int line = 1 + int(std::count(m_text.begin(), m_text.begin() + position, u'\n'));
            const QString detail = u"%1 is not allowed in a jq program: it %2"_s.arg(name, QString::fromLatin1(reason));
            m_refusal = {name, position, line, detail};
            return;
        }
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QList<QChar> m_open; ///< brackets; '"': an interpolation; 'i': an if
    bool m_isKeyNext = false;
    bool m_isVariable = false;
    std::optional<JqRefusal> m_refusal;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNumberPart(char c)
{
    return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// Whether a number's text is an integer that a double cannot hold for certain.
bool isBigInteger(QByteArrayView number)
{
    constexpr QByteArrayView limit = "9007199254740992";
    const QByteArrayView digits = number.startsWith('-') ? number.sliced(1) : number;
    if (digits.size() < limit.size() || !std::ranges::all_of(digits, isDigit))
        return false;
    return digits.size() > limit.size() || digits.compare(limit) > 0;
}

qsizetype endOfString(const QByteArray &json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\')
            ++at;
    }
    return std::min(at + 1, json.size());
}

} // namespace

std::optional<JqRefusal> findRefusedName(const QString &program)
{
    return NameScanner(program).scan();
}

QByteArray quoteBigIntegers(const QByteArray &json)
{
    QByteArray quoted;
    qsizetype copied = 0;
    for (qsizetype at = 0; at < json.size();) {
        if (json[at] == '"') {
            at = endOfString(json, at);
        } else if (isDigit(json[at]) || json[at] == '-') {
            const qsizetype start = at;
            while (at < json.size() && isNumberPart(json[at]))
                ++at;
            const QByteArrayView number = QByteArrayView(json).sliced(start, at - start);
            if (!isBigInteger(number))
                continue;
            quoted += QByteArrayView(json).sliced(copied, start - copied);
            quoted += '"';
            quoted += number;
            quoted += '"';
            copied = at;
        } else {
            ++at;
        }
    }
    return copied == 0 ? json : quoted + json.sliced(copied);
}

} // namespace sluice::core
