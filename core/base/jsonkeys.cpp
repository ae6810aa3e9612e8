// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/jsonkeys.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sluice::core {

namespace {

/// Walks over JSON text without keeping values.
class Walker final
{
public:
    explicit Walker(QByteArrayView text)
        : m_text(text)
    {}

    bool take(char wanted)
    {
        while (!isAtEnd() && isSpace(m_text[m_at]))
            ++m_at;
        if (isAtEnd() || m_text[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }

    /// The string that begins here, quotes included; empty if none does.
    QByteArrayView takeString()
    {
        if (!take('"'))
            return {};
        const qsizetype start = m_at - 1;
        for (; !isAtEnd(); ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '"')
                return m_text.sliced(start, ++m_at - start);
        }
        m_at = m_text.size();
        return {};
    }

    /// Goes on to the comma after this value or to the brace that ends the object.
    void skipValue()
    {
        for (int depth = 0; !isAtEnd(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                takeString();
                --m_at;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (depth == 0 && (c == ',' || c == '}')) {
                return;
            } else if (c == '}' || c == ']') {
                --depth;
            }
        }
    }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

QByteArray unquoted(QByteArrayView string)
{
    if (!string.contains('\\'))
        return string.sliced(1, string.size() - 2).toByteArray();
    const auto document = QJsonDocument::fromJson('[' + string.toByteArray() + ']');
    return document.array().at(0).toString().toUtf8();
}

} // namespace

QList<QByteArray> jsonKeys(QByteArrayView object)
{
    QList<QByteArray> keys;
    Walker walker(object);
    if (!walker.take('{'))
        return keys;
    do {
        const QByteArrayView key = walker.takeString();
        if (key.isEmpty() || !walker.take(':'))
            break;
        keys.append(unquoted(key));
        walker.skipValue();
    } while (walker.take(','));
    return keys;
}

} // namespace sluice::core
